"""Whether the system can do its work, as its parts say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[a-z][a-z0-9_]{0,40}")


@dataclass(frozen=True, slots=True)
class Reading:
    """One part: `database`, `queue`, `workers`, `advisories`, `sandbox` and so on.

    `value` in `unit` is the figure behind it, where there is one. What is not `needed` is reported, but deliveries can be taken without it.
    """

    part: str
    well: bool
    said: str
    needed: bool = True
    value: float | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        """Raises `ValueError` for names that could not label a metric."""
        if not _WORD.fullmatch(self.part) or not _WORD.fullmatch(self.unit or "none"):
            raise ValueError("a part and a unit are short lower-case words")


class Health(Protocol):
    """Reads every part's state now; a part that cannot be read is a reading that is not well, never an exception."""

    def __call__(self) -> Sequence[Reading]:
        """All parts, in the order in which they are shown."""
        ...
