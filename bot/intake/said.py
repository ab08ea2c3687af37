"""What a person said to us, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_NODE = re.compile(r"[A-Za-z0-9_=+/-]{0,200}")


class Place(Enum):
    """Where on a pull request something can be said."""

    CONVERSATION = "conversation"
    THREAD = "thread"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Said:
    """The command lines of one comment or review. `place` is a `Place`'s value; `thread` the comment that its thread begins with.

    `node` is GraphQL's id, needed for reviews only.
    """

    place: str
    lines: tuple[str, ...]
    thread: int | None = None
    node: str = ""

    def __post_init__(self) -> None:
        """Raises `ValueError` for what cannot have been said; lists that come from JSON become tuples."""
        Place(self.place)
        object.__setattr__(self, "lines", tuple(self.lines))
        if not self.lines or not all(isinstance(line, str) for line in self.lines):
            raise ValueError("no lines were said")
        if not _NODE.fullmatch(self.node) or isinstance(self.thread, bool) or not isinstance(self.thread, int | None):
            raise ValueError("the node or the thread is malformed")
