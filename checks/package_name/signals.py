"""What else speaks against a package whose name gives to think, as the lock files beside it tell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checks.manifests.manifest import Pin
    from checks.manifests.project import Opened
    from checks.package_name.asked import Asked


def signals(asked: Asked, locks: Sequence[Opened]) -> list[str]:
    """In words that follow "it"; the lock files are those of its project."""
    found = ["comes from an address, not from a registry"] if asked.elsewhere else []
    own = [lock for lock in locks if any(pin.package.ecosystem == asked.ecosystem for pin in lock.manifest.pins)]
    pins = [(pin, lock) for lock in own for pin in lock.manifest.pins if (pin.package.ecosystem, pin.package.name) == asked.key]
    if any(pin.install_script for pin, _ in pins):
        found.append("runs code while it is installed")
    foreign = sorted({host(pin) for pin, lock in pins if host(pin) not in {"", usual_host(lock.manifest.pins)}})
    if foreign:
        found.append(f"comes from another server than most packages, `{foreign[0]}`")
    if own and not pins and not asked.elsewhere:
        found.append("stands in no lock file of the project")
    if any(not pin.hashes and any(each.hashes for each in lock.manifest.pins) for pin, lock in pins):
        found.append("has no hash in the lock file, unlike others")
    return found


def locked(asked: Asked, locks: Iterable[Opened]) -> bool:
    """Whether one of the lock files has it."""
    return any((pin.package.ecosystem, pin.package.name) == asked.key for lock in locks for pin in lock.manifest.pins)


def usual_host(pins: Iterable[Pin]) -> str:
    """The server that most of them name; empty when most name none, or when two are equal."""
    most = Counter(host(pin) for pin in pins).most_common(2)
    return most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else ""


def host(pin: Pin) -> str:
    """The server of its archive or index; empty for none that is named by an address."""
    if "://" not in pin.source:
        return ""
    try:
        return (urlsplit(pin.source).hostname or "").lower()
    except ValueError:
        return ""
