"""The order of Gem::Version."""

from __future__ import annotations

import re
from itertools import dropwhile

from bot.advisories.versions.errors import BadVersion

_SHAPE = re.compile(r"\d{1,100}(?:\.[0-9A-Za-z]{1,100}){0,50}(?:-[0-9A-Za-z-]{1,100}(?:\.[0-9A-Za-z-]{1,100}){0,50})?", re.ASCII)
_SEGMENT = re.compile(r"\d+|[A-Za-z]+", re.ASCII)
# A lock file names the platform behind the version; it says nothing about the source's age.
_PLATFORM = re.compile(
    r"-(?:(?:x86|x86_64|x64|i[3-6]86|amd64|arm|armv[67]l?|aarch64|arm64|universal|ppc64le|riscv64|s390x)(?:[-_].*)?|java|jruby|mswin.*|mingw.*|linux.*|darwin.*)$",
    re.ASCII,
)

# Where the shorter version ends, zeros follow without end: (0, zeros before, word) < _END < (2, -zeros before, number).
Part = tuple[int, int, int, str]
_END: Part = (1, 0, 0, "")
Key = tuple[Part, ...]


def key(text: str) -> Key:
    """Sortable: words precede zeros, zeros precede other numbers. Raises `BadVersion`."""
    numbers, rest = _halves(_segments(text))
    parts: list[Part] = []
    zeros = 0
    for segment in (*_trimmed(numbers), *_trimmed(rest)):
        if segment == "0":
            zeros += 1
            continue
        parts.append((2, -zeros, int(segment), "") if segment.isdigit() else (0, zeros, 0, segment))
        zeros = 0
    return (*parts, _END)


def canonical(text: str) -> str:
    """Without platform and weightless zeros; other text is compared as it stands."""
    try:
        numbers, rest = _halves(_segments(text))
    except BadVersion:
        return text.strip()
    return ".".join([*(_trimmed(numbers) or ["0"]), *_trimmed(rest)])


def is_prerelease(text: str) -> bool:
    """Whether a letter stands in it. Raises `BadVersion`."""
    return any(part.isalpha() for part in _segments(text))


def release(text: str) -> tuple[int, ...]:
    """The leading numbers, behind a zero epoch. Raises `BadVersion`."""
    return (0, *(int(part) for part in _halves(_segments(text))[0]))


def _segments(text: str) -> list[str]:
    bare = _PLATFORM.sub("", text.strip())
    if _SHAPE.fullmatch(bare) is None:
        raise BadVersion(f"not a gem version: {text[:80]!r}")
    return [str(int(part)) if part.isdigit() else part for part in _SEGMENT.findall(bare.replace("-", ".pre."))]


def _halves(segments: list[str]) -> tuple[list[str], list[str]]:
    rest = list(dropwhile(str.isdigit, segments))
    return segments[: len(segments) - len(rest)], rest


def _trimmed(segments: list[str]) -> list[str]:
    return list(reversed(list(dropwhile(lambda part: part == "0", reversed(segments)))))
