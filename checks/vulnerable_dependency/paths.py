"""Why a package is there: which one of the project's own brings it, and through which others."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checks.manifests.project import Opened

# Nobody reads a longer one.
MAX_STEPS = 8


@dataclass(frozen=True, slots=True)
class Way:
    """Names from one that the project asks for to the package itself; `others`: direct packages that bring it too."""

    names: tuple[str, ...]
    others: int

    def __str__(self) -> str:
        """With arrows, its middle left out where it is long."""
        names = self.names if len(self.names) <= MAX_STEPS else (*self.names[: MAX_STEPS - 2], "…", self.names[-1])
        more = f" ({self.others} more of the project's own bring it too)" if self.others else ""
        return " → ".join(names) + more


def way_to(name: str, lock: Opened, written: Iterable[Opened]) -> Way | None:
    """The shortest, by the edges that the lock tells; None for a package that the project asks for itself, and where edges are missing.

    Which packages are the project's own the lock tells itself, or else the manifests that people wrote beside it.
    """
    pins = lock.manifest.pins
    own = {pin.package.name for pin in pins if pin.direct} or {pin.package.name for each in written for pin in each.manifest.pins}
    own |= {entry.name for each in written for entry in each.manifest.not_understood if entry.name}
    if name in own:
        return None
    parents: dict[str, list[str]] = defaultdict(list)
    for pin in pins:
        for need in pin.needs:
            parents[need].append(pin.package.name)
    reached = _reached(name, parents)
    roots = [each for each in reached if each in own]
    if not roots:
        return None
    return Way(_names(roots[0], reached), len(roots) - 1)


def _reached(name: str, parents: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Everything above the package, nearest first, each with the one below it."""
    below: dict[str, str] = {name: ""}
    waiting = deque([name])
    while waiting:
        here = waiting.popleft()
        for parent in sorted(set(parents.get(here, ()))):
            if parent not in below:
                below[parent] = here
                waiting.append(parent)
    del below[name]
    return below


def _names(root: str, below: Mapping[str, str]) -> tuple[str, ...]:
    found = [root]
    while (following := below.get(found[-1], "")) != "":
        found.append(following)
    return tuple(found)
