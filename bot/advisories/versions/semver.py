"""The order of Semantic Versioning 2.0.0, as npm, Go, crates.io, GitHub Actions, Hex, Pub and Swift use it."""

from __future__ import annotations

import re

from bot.advisories.versions.errors import BadVersion

# Missing numbers count as zero: advisories for Go and Actions write `1.2` and `v4`. Numbers are bounded so that none costs time.
_SHAPE = re.compile(
    r"[vV=\s]*(\d{1,30})(?:\.(\d{1,30}))?(?:\.(\d{1,30}))?(?:-([0-9A-Za-z-]{1,200}(?:\.[0-9A-Za-z-]{1,200}){0,50}))?(?:\+[0-9A-Za-z.+-]*)?\s*",
    re.ASCII,
)

Identifier = tuple[int, int, str]
Key = tuple[tuple[int, int, int], int, tuple[Identifier, ...]]


def key(text: str) -> Key:
    """Sortable; build metadata (Go's `+incompatible` too) has no weight, a pre-release precedes its release. Raises `BadVersion`."""
    numbers, pre = _parse(text)
    if pre is None:
        return (numbers, 1, ())
    return (numbers, 0, tuple(_identifier(part) for part in pre.split(".")))


def canonical(text: str) -> str:
    """One spelling for equal versions; other text is compared as it stands."""
    try:
        numbers, pre = _parse(text)
    except BadVersion:
        return text.strip()
    return ".".join(str(number) for number in numbers) + (f"-{pre}" if pre else "")


def is_prerelease(text: str) -> bool:
    """Whether something follows a hyphen. Raises `BadVersion`."""
    return _parse(text)[1] is not None


def release(text: str) -> tuple[int, ...]:
    """Major, minor, patch, behind a zero epoch. Raises `BadVersion`."""
    return (0, *_parse(text)[0])


def _parse(text: str) -> tuple[tuple[int, int, int], str | None]:
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        raise BadVersion(f"not a semantic version: {text[:80]!r}")
    major, minor, patch, pre = found.groups()
    return (int(major), int(minor or 0), int(patch or 0)), pre


def _identifier(text: str) -> Identifier:
    """Numbers sort below words and by value."""
    return (0, int(text), "") if text.isdigit() else (1, 0, text)
