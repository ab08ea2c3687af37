"""The order of Alpine's apk: numbers, a letter, suffixes, a commit and the package's revision."""

from __future__ import annotations

import re
from enum import IntEnum

from bot.advisories.versions.errors import BadVersion

_SUFFIXES = ("alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p")
_RELEASE = _SUFFIXES.index("")
_SHAPE = re.compile(
    r"(\d{1,60})((?:\.\d{1,60}){0,50})([a-z]?)((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d{0,60}){0,20})(?:~([0-9A-Fa-f]{1,100}))?(?:-r(\d{1,60}))?",
    re.ASCII,
)
_SUFFIX = re.compile(r"_([a-z]+)(\d*)", re.ASCII)


class _Turn(IntEnum):
    """Of two versions that are equal so far, the one whose next part comes later here is the higher."""

    EARLY_SUFFIX = 0
    END = 1
    REVISION = 2
    COMMIT = 3
    SUFFIX_NUMBER = 4
    LATE_SUFFIX = 5
    LETTER = 6
    NUMBER = 7


Part = tuple[_Turn, int, str]
Key = tuple[Part, ...]


def key(text: str) -> Key:
    """Sortable. Raises `BadVersion`."""
    first, numbers, letter, suffixes, commit, revision = _parse(text)
    parts: list[Part] = [(_Turn.NUMBER, int(first), "")]
    parts += [_number(part) for part in numbers.split(".")[1:]]
    parts += [(_Turn.LETTER, 0, letter)] if letter else []
    for name, digits in _SUFFIX.findall(suffixes):
        place = _SUFFIXES.index(name)
        parts.append((_Turn.EARLY_SUFFIX if place < _RELEASE else _Turn.LATE_SUFFIX, place, ""))
        parts += [(_Turn.SUFFIX_NUMBER, int(digits), "")] if digits else []
    parts += [(_Turn.COMMIT, 0, commit)] if commit else []
    parts += [(_Turn.REVISION, int(revision), "")] if revision else []
    return (*parts, (_Turn.END, 0, ""))


def canonical(text: str) -> str:
    """As it stands: packagers spell one version in one way."""
    return text.strip()


def is_prerelease(text: str) -> bool:
    """Alpha, beta, `pre` or release candidate. Raises `BadVersion`."""
    return any(part[0] is _Turn.EARLY_SUFFIX for part in key(text))


def release(text: str) -> tuple[int, ...]:
    """The numbers, behind a zero epoch. Raises `BadVersion`."""
    first, numbers, *_ = _parse(text)
    return (0, int(first), *(int(part) for part in numbers.split(".")[1:]))


def _parse(text: str) -> tuple[str, ...]:
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        raise BadVersion(f"not an Alpine version: {text[:80]!r}")
    return tuple(part or "" for part in found.groups())


def _number(digits: str) -> Part:
    """Behind the first, a zero in front makes it a fraction: `1.05` < `1.1`, compared sign by sign."""
    return (_Turn.NUMBER, -1, digits) if digits.startswith("0") else (_Turn.NUMBER, int(digits), "")
