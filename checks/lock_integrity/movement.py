"""Packages of a lock file that come from another server than before: a sign of a public package in a private one's place."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checks.core.severity import Severity
from checks.lock_integrity import rules
from checks.lock_integrity.comparison import Sight, listed, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checks.manifests.manifest import Pin

# Formats that name a package's server only where it is another than the default one.
NAMES_ONLY_OTHERS = frozenset({"poetry", "pnpm"})


def movements(now: Iterable[Pin], before: Iterable[Pin]) -> Iterator[Sight]:
    """One for each pair of servers. The empty server is the default one.

    By name and not by release: whoever fills a private name from outside has to offer a higher version.
    """
    pins, old = _by_name(now), _by_name(before)
    known = {host for hosts in old.values() for host in hosts} - {""}
    moved: dict[tuple[str, str], list[Pin]] = defaultdict(list)
    for name, its in pins.items():
        was = old.get(name)
        if was and was.keys().isdisjoint(its):
            source, target = min(was), min(its)
            # The first package of a lock file from a further server is told by the check of sources.
            if not target or not known or target in known:
                moved[source, target].append(its[target])
    for (source, target), found in moved.items():
        yield _sight(source, target, found)


def _sight(source: str, target: str, found: list[Pin]) -> Sight:
    packages = listed([pin.package for pin in found])
    verb, name = ("comes", "this name") if len(found) == 1 else ("come", "these names")
    if not target:
        said = (
            f"{packages} {verb} from the default registry now, and came from `{plain(source)}` before: where that is a private "
            f"server, anybody may have registered {name} outside."
        )
        return Sight(rules.MOVED, said, found[0].span)
    said = (
        f"{packages} {verb} from `{plain(target)}` now, and came from {f'`{plain(source)}`' if source else 'the default registry'} before."
    )
    return Sight(rules.MOVED, said, found[0].span, Severity.MEDIUM)


def _by_name(pins: Iterable[Pin]) -> Mapping[str, dict[str, Pin]]:
    """The servers of each name, with the first entry from there."""
    found: dict[str, dict[str, Pin]] = defaultdict(dict)
    for pin in pins:
        found[pin.package.name].setdefault(_host(pin.source), pin)
    return found


def _host(source: str) -> str:
    """Server and port, whether or not a scheme stands before it."""
    try:
        return urlsplit(source if "://" in source else f"//{source}").netloc.lower()
    except ValueError:
        return source
