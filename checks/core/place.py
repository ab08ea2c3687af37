"""Where in a repository: a path that cannot climb out, lines, and the two together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Self

from checks.core.errors import BadPath, BadSpan

# Linux refuses longer paths (PATH_MAX) and longer single names (NAME_MAX).
MAX_PATH_BYTES = 4095
MAX_NAME_BYTES = 255
# Control characters, Unicode that hides or reorders the characters around it, and halves of surrogate pairs.
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class RepoPath:
    """A file's path inside its repository: relative, `/`-separated, UTF-8, without `.` or `..`."""

    text: str

    def __post_init__(self) -> None:
        """Refuse what cannot be shown or joined safely; raises `BadPath`."""
        _require_plain(self.text)

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read a name as git stores it; raises `BadPath`, also when it is not UTF-8."""
        try:
            return cls(raw.decode("utf-8"))
        except UnicodeDecodeError as error:
            message = f"the name is not UTF-8: {raw[:80]!r}"
            raise BadPath(message) from error

    @property
    def name(self) -> str:
        """The last component."""
        return self.text.rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """The last component's ending in lower case with its dot, or an empty string."""
        return PurePosixPath(self.text).suffix.lower()

    @property
    def folders(self) -> tuple[str, ...]:
        """The components before the last."""
        return tuple(self.text.split("/")[:-1])

    def __str__(self) -> str:
        """The path as text."""
        return self.text


def _require_plain(text: str) -> None:
    components = text.split("/")
    if not text or text.startswith("/") or any(part in {"", ".", ".."} for part in components):
        message = f"not a path below the repository's root: {text[:80]!r}"
        raise BadPath(message)
    if components[0].lower() == ".git":
        message = f"the path points into git's own folder: {text[:80]!r}"
        raise BadPath(message)
    if _UNSHOWABLE.search(text):
        message = f"the name holds control or invisible characters: {text[:80]!r}"
        raise BadPath(message)
    longest = max(len(part.encode()) for part in components)
    if len(text.encode()) > MAX_PATH_BYTES or longest > MAX_NAME_BYTES:
        message = f"the name is longer than a file system allows: {text[:80]!r}…"
        raise BadPath(message)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Lines `first` to `last`, both included, counted from 1."""

    first: int
    last: int

    def __post_init__(self) -> None:
        """Raises `BadSpan` for lines that cannot exist."""
        if not 1 <= self.first <= self.last:
            message = f"lines {self.first} to {self.last} cannot exist"
            raise BadSpan(message)

    @property
    def lines(self) -> range:
        """Every line number of the span."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class Location:
    """Lines of a file, or (without a span) the file as a whole."""

    path: RepoPath
    span: Span | None = None

    def __str__(self) -> str:
        """`path:line`, as editors understand it."""
        return f"{self.path}:{self.span.first}" if self.span else str(self.path)
