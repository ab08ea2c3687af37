"""What the manifests of a project name, whether or not anything is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.dependency import Scope

if TYPE_CHECKING:
    from checks.core.dependency import Package
    from checks.core.place import RepoPath


@dataclass(frozen=True, slots=True)
class Component:
    """A release that a manifest names, and what the same file says of it.

    `direct`: the project itself asks for it (None: not told); `hashes` as `<algorithm>:<digest>`, in the file's encoding;
    `needs`, canonical names of what it asks for; `licence`, in the words of its author; `source`, where it is fetched from.
    """

    package: Package
    direct: bool | None = None
    scope: Scope = Scope.PRODUCTION
    hashes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    licence: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One manifest or lock file. `direct`: a person wrote it, so that the project itself asks for each package.

    `unresolved` counts the entries that name no exact version. A release stands here once, whatever the file repeats.
    """

    path: RepoPath
    components: tuple[Component, ...]
    direct: bool
    unresolved: int

    @property
    def packages(self) -> tuple[Package, ...]:
        """Only the releases."""
        return tuple(each.package for each in self.components)


@dataclass(frozen=True, slots=True)
class Inventory:
    """Manifests, with those that they include; `unread` counts files that could not be read."""

    listings: tuple[Listing, ...]
    unread: int
