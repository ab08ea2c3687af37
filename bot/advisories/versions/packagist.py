"""The order of Composer packages: up to four numbers, then a stability with its number."""

from __future__ import annotations

import re

from bot.advisories.versions.errors import BadVersion

_MODIFIER = r"[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?\d++)*+))?([.-]?dev)?(?:\+\S+)?"
_NUMBERED = re.compile(r"[vV]?(\d++(?:\.\d++){0,3})" + _MODIFIER, re.ASCII | re.IGNORECASE)
# Days and times, whose parts stand at their own places: `2012-10-01` is no 2012.
_DATED = re.compile(r"[vV]?(\d{4}(?:[.:-]?\d{2}){1,6}(?:[.:-]?\d{1,3}){0,2})" + _MODIFIER, re.ASCII | re.IGNORECASE)
# What `composer.lock` and `composer.json` may write behind a version.
_FLAG = re.compile(r"(?: +as +[^,\s]+|@(?:stable|rc|beta|alpha|dev))$", re.ASCII | re.IGNORECASE)
_STABILITY = {"dev": 0, "alpha": 1, "beta": 2, "rc": 3, "": 4, "patch": 5}
_FULL = {"a": "alpha", "b": "beta", "p": "patch", "pl": "patch"}
_STABLE = 4
_PARTS = 4
MAX_LENGTH = 300

Key = tuple[tuple[int, ...], int, tuple[int, ...], int]


def key(text: str) -> Key:
    """Sortable. Raises `BadVersion`, also for branches (`dev-main`, `1.x-dev`): no release range speaks of them."""
    numbers, stability, count, in_development = _parse(text)
    return (numbers, _STABILITY[stability], count, 0 if in_development else 1)


def canonical(text: str) -> str:
    """One spelling for equal versions; other text is compared as it stands."""
    try:
        numbers, stability, count, in_development = _parse(text)
    except BadVersion:
        return text.strip().lower()
    plain = ".".join(str(number) for number in numbers)
    return plain + (f"-{stability}" if stability else "") + ".".join(map(str, count)) + ("-dev" if in_development else "")


def is_prerelease(text: str) -> bool:
    """Development, alpha, beta or release candidate. Raises `BadVersion`."""
    _, stability, _, in_development = _parse(text)
    return in_development or _STABILITY[stability] < _STABLE


def release(text: str) -> tuple[int, ...]:
    """The four numbers, behind a zero epoch. Raises `BadVersion`."""
    return (0, *_parse(text)[0])


def _parse(text: str) -> tuple[tuple[int, ...], str, tuple[int, ...], bool]:
    bare = _FLAG.sub("", text.strip()[: 2 * MAX_LENGTH])
    found = (_NUMBERED.fullmatch(bare) or _DATED.fullmatch(bare)) if len(bare) <= MAX_LENGTH else None
    if found is None:
        raise BadVersion(f"not a Composer release: {text[:80]!r}")
    release_text, word, count, development = found.groups()
    numbers = [int(part) for part in re.split(r"[.:-]", release_text)]
    lowered = (word or "").lower()
    filled = (*numbers, *(0,) * (_PARTS - len(numbers)))
    if lowered == "stable":  # Composer drops what follows
        return filled, "", (), False
    if not lowered and development:
        return filled, "dev", (), False
    return filled, _FULL.get(lowered, lowered), tuple(int(part) for part in re.findall(r"\d+", count or "")), bool(development)
