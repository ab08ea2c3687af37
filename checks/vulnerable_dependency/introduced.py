"""Which advisories a change brings in: those that hold for a version at head and held for none of that package before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.manifests.project import folder_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checks.core.dependency import Advisories, Advisory, Package
    from checks.core.place import RepoPath
    from checks.manifests.manifest import Pin
    from checks.manifests.project import Opened

# Project folder, ecosystem, name.
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """One pin in one manifest."""

    opened: Opened
    pin: Pin


@dataclass(frozen=True, slots=True)
class Arrival:
    """A version that the base does not have. `places`: where head says it, the line a person would edit first."""

    package: Package
    places: tuple[Place, ...]
    before: tuple[Package, ...]


def arrivals(head: Iterable[Opened], base: Iterable[Opened], moved: Mapping[RepoPath, RepoPath]) -> list[Arrival]:
    """Versions new to their project; `moved` gives the new name of a manifest that had another one.

    A lock file's word, and that of a line which takes the version from elsewhere, join the line that states it; other lines stand alone.
    """
    before = _versions(base, moved)
    by_package: dict[tuple[str, Package], list[Place]] = defaultdict(list)
    for opened in head:
        for pin in opened.manifest.pins:
            by_package[opened.project_of(pin), pin.package].append(Place(opened, pin))
    found: list[Arrival] = []
    for (folder, package), places in by_package.items():
        # A version that was told beside its use may be told elsewhere now.
        folders = {folder, *(folder_of(place.opened.path) for place in places)}
        old = frozenset().union(*(before.get((each, package.ecosystem, package.name), frozenset()) for each in folders))
        if package not in old:
            found += [Arrival(package, its, tuple(sorted(old))) for its in _together(places)]
    return found


def split(arrival: Arrival, knowledge: Advisories) -> tuple[list[Advisory], list[Advisory]]:
    """(introduced, persisted) advisories. Raises `AdvisoriesUnavailable`."""
    hits = knowledge.affecting(arrival.package)
    known = {each for old in arrival.before for advisory in knowledge.affecting(old) for each in advisory.ids} if hits else set()
    return [hit for hit in hits if known.isdisjoint(hit.ids)], [hit for hit in hits if not known.isdisjoint(hit.ids)]


def _versions(base: Iterable[Opened], moved: Mapping[RepoPath, RepoPath]) -> Mapping[Key, frozenset[Package]]:
    found: dict[Key, set[Package]] = defaultdict(set)
    for opened in base:
        folders = {folder_of(opened.path), folder_of(moved.get(opened.path, opened.path))}
        for pin in opened.manifest.pins:
            for folder in folders | {opened.project_of(pin)}:
                found[folder, pin.package.ecosystem, pin.package.name].add(pin.package)
    return {key: frozenset(its) for key, its in found.items()}


def _together(places: Sequence[Place]) -> list[tuple[Place, ...]]:
    written = [place for place in places if not (place.opened.format.lock or place.pin.stated_in)]
    others = [place for place in places if place.opened.format.lock or place.pin.stated_in]
    if not written:
        return [tuple(others)]
    return [(written[0], *others), *((place,) for place in written[1:])]
