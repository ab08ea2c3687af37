"""The order of Python releases: PEP 440, below it what was only valid before."""

from __future__ import annotations

import re

from packaging.version import Version

from bot.advisories.versions.errors import BadVersion

# Before PEP 440 any text was a version; one without a number is more likely a mistake.
_LEGACY = re.compile(r"(?=[^\d]{0,200}\d)[0-9A-Za-z][0-9A-Za-z.!+:_-]{0,199}", re.ASCII)
_PART = re.compile(r"\d+|[a-z]+|\.|-|[^\da-z.-]+", re.ASCII)
_MEANING = {"pre": "c", "preview": "c", "-": "final-", "rc": "c", "dev": "@"}
_END, _PATCH, _ZERO = "*final", "*final-", "00000000"

Key = tuple[int, Version | tuple[str, ...]]


def key(text: str) -> Key:
    """Sortable, local part dropped: `2.1.0+cu118` is the published 2.1.0 built differently, and advisories speak of that.

    Raises `BadVersion`. What was only valid before PEP 440 precedes the rest, as OSV's evaluation has it.
    """
    version = _version(text)
    return (1, version) if version is not None else (0, _legacy(text))


def is_legacy(text: str) -> bool:
    """Whether only the order from before PEP 440 has a place for it. Raises `BadVersion`."""
    return key(text)[0] == 0


def canonical(text: str) -> str:
    """One spelling for equal versions; text that PEP 440 does not know is compared as it stands."""
    version = _version(text)
    if version is None:
        return text.strip().lower()
    epoch, release = version.epoch, version.release
    while len(release) > 1 and release[-1] == 0:
        release = release[:-1]
    numbers = ".".join(str(part) for part in release)
    return (f"{epoch}!" if epoch else "") + numbers + str(version)[len(_stem(version)) :]


def is_prerelease(text: str) -> bool:
    """Alpha, beta, release candidate or development release. Raises `BadVersion`."""
    version = _version(text)
    if version is not None:
        return version.is_prerelease
    return any(part < _END for part in _legacy(text) if part.startswith("*"))


def release(text: str) -> tuple[int, ...]:
    """The numbers of the release, epoch first. Raises `BadVersion`."""
    version = _version(text)
    if version is not None:
        return (version.epoch, *version.release)
    _legacy(text)
    leading = re.match(r"\d+(?:\.\d+)*", text.strip(), re.ASCII)
    return (0, *(int(part) for part in leading.group().split("."))) if leading else (0,)


def _stem(version: Version) -> str:
    epoch = f"{version.epoch}!" if version.epoch else ""
    return epoch + ".".join(str(part) for part in version.release)


def _version(text: str) -> Version | None:
    try:
        version = Version(text)
    except ValueError:  # also Python's own, for a number of more than 4,300 digits
        return None
    return version if version.local is None else Version(version.public)


def _legacy(text: str) -> tuple[str, ...]:
    """Parts compared as text: words that announce a release sort below `*final`, which ends every version, patches above."""
    bare = text.strip()
    if _LEGACY.fullmatch(bare) is None:
        raise BadVersion(f"not a Python version: {text[:80]!r}")
    parts: list[str] = []
    for found in (*_PART.findall(bare.lower()), "final"):
        meaning = _MEANING.get(found, found)
        if meaning == ".":
            continue
        if meaning[0].isdigit():
            parts.append(meaning.zfill(len(_ZERO)))
            continue
        part = f"*{meaning}"
        while part < _END and parts and parts[-1] == _PATCH:
            parts.pop()
        while parts and parts[-1] == _ZERO:
            parts.pop()
        parts.append(part)
    return tuple(parts)
