"""The order of Python releases (PEP 440)."""

from __future__ import annotations

from packaging.version import Version

from bot.advisories.versions.errors import BadVersion


def key(text: str) -> Version:
    """Sortable, local part dropped: `2.1.0+cu118` is the published 2.1.0 built differently, and advisories speak of that.

    Raises `BadVersion`, also for what was only valid before PEP 440.
    """
    version = _parse(text)
    return version if version.local is None else Version(version.public)


def canonical(text: str) -> str:
    """One spelling for equal versions; text that PEP 440 does not know is compared as it stands."""
    try:
        version = key(text)
    except BadVersion:
        return text.strip().lower()
    epoch, release = version.epoch, version.release
    while len(release) > 1 and release[-1] == 0:
        release = release[:-1]
    numbers = ".".join(str(part) for part in release)
    return (f"{epoch}!" if epoch else "") + numbers + str(version)[len(_stem(version)) :]


def is_prerelease(text: str) -> bool:
    """Alpha, beta, release candidate or development release. Raises `BadVersion`."""
    return _parse(text).is_prerelease


def release(text: str) -> tuple[int, ...]:
    """The numbers of the release, epoch first. Raises `BadVersion`."""
    version = _parse(text)
    return (version.epoch, *version.release)


def _stem(version: Version) -> str:
    epoch = f"{version.epoch}!" if version.epoch else ""
    return epoch + ".".join(str(part) for part in version.release)


def _parse(text: str) -> Version:
    try:
        return Version(text)
    except ValueError as error:  # also Python's own, for a number of more than 4,300 digits
        raise BadVersion(f"not a PEP 440 version: {text[:80]!r}") from error
