"""What a change does to the list of what the project is made of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checks.core.inventory import Component, Inventory

# Ecosystem and name.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One package: its versions before and after, ascending as text. `hidden`: other packages ask for it, not the project itself."""

    ecosystem: str
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Delta:
    """Packages that come, go and change their version, by name; `licences`: words for licences that no package had before.

    `unread`: manifests of either side that could not be read.
    """

    added: tuple[Step, ...]
    changed: tuple[Step, ...]
    removed: tuple[Step, ...]
    licences: tuple[str, ...]
    unread: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.added or self.changed or self.removed or self.licences)


def delta(before: Inventory, after: Inventory) -> Delta:
    """Compared over all manifests together: a package that moves from one to another neither comes nor goes."""
    was, now = _by_name(before), _by_name(after)
    steps = [_step(key, was, now) for key in sorted(was.keys() | now.keys())]
    return Delta(
        tuple(step for step in steps if not step.before),
        tuple(step for step in steps if step.before and step.after and step.before != step.after),
        tuple(step for step in steps if not step.after),
        tuple(sorted(_licences(now) - _licences(was))),
        before.unread + after.unread,
    )


def _step(key: Key, was: Mapping[Key, list[Component]], now: Mapping[Key, list[Component]]) -> Step:
    old, new = was.get(key, []), now.get(key, [])
    told = [each.direct for each in new or old]
    return Step(*key, _versions(old), _versions(new), hidden=True not in told and False in told)


def _by_name(inventory: Inventory) -> dict[Key, list[Component]]:
    found: dict[Key, list[Component]] = defaultdict(list)
    for listing in inventory.listings:
        for each in listing.components:
            found[each.package.ecosystem, each.package.name].append(each)
    return dict(found)


def _versions(components: list[Component]) -> tuple[str, ...]:
    return tuple(sorted({each.package.version for each in components}))


def _licences(by_name: Mapping[Key, list[Component]]) -> set[str]:
    return {each.licence for components in by_name.values() for each in components if each.licence}
