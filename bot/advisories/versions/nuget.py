"""The order of NuGet packages: semantic versions with an optional fourth number, letters without case."""

from __future__ import annotations

import re

from bot.advisories.versions.errors import BadVersion

_SHAPE = re.compile(
    r"[vV]?(\d{1,30}(?:\.\d{1,30}){0,3})(?:-([0-9A-Za-z-]{1,200}(?:\.[0-9A-Za-z-]{1,200}){0,50}))?(?:\+[0-9A-Za-z.+-]*)?", re.ASCII
)
_NUMBER = re.compile(r"-?\d{1,60}", re.ASCII)
_LIMIT = 2**31
_PARTS = 4

Identifier = tuple[int, int, str]
Key = tuple[tuple[int, ...], int, tuple[Identifier, ...]]


def key(text: str) -> Key:
    """Sortable; build metadata has no weight. Raises `BadVersion`."""
    numbers, pre = _parse(text)
    if pre is None:
        return (numbers, 1, ())
    return (numbers, 0, tuple(_identifier(part) for part in pre.split(".")))


def canonical(text: str) -> str:
    """One spelling for equal versions; other text is compared as it stands."""
    try:
        numbers, pre = _parse(text)
    except BadVersion:
        return text.strip().lower()
    return ".".join(str(number) for number in numbers) + (f"-{pre}" if pre else "")


def is_prerelease(text: str) -> bool:
    """Whether something follows a hyphen. Raises `BadVersion`."""
    return _parse(text)[1] is not None


def release(text: str) -> tuple[int, ...]:
    """The four numbers, behind a zero epoch. Raises `BadVersion`."""
    return (0, *_parse(text)[0])


def _parse(text: str) -> tuple[tuple[int, ...], str | None]:
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        raise BadVersion(f"not a NuGet version: {text[:80]!r}")
    numbers = [int(part) for part in found.group(1).split(".")]
    pre = found.group(2)
    return (*numbers, *(0,) * (_PARTS - len(numbers))), pre.lower() if pre else None


def _identifier(text: str) -> Identifier:
    """NuGet takes for a number what fits 32 bits, a sign included; everything else is text, and above."""
    if _NUMBER.fullmatch(text) and -_LIMIT <= int(text) < _LIMIT:
        return (0, int(text), "")
    return (1, 0, text)
