"""What the manifests of a change name, whether or not anything is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.dependency import Package
    from checks.core.place import RepoPath


@dataclass(frozen=True, slots=True)
class Listing:
    """One manifest or lock file at head. `direct`: a person wrote it, so that the project itself asks for each package.

    `unresolved` counts the entries that name no exact version.
    """

    path: RepoPath
    packages: tuple[Package, ...]
    direct: bool
    unresolved: int


@dataclass(frozen=True, slots=True)
class Inventory:
    """Every manifest that the change leaves at head, with those they include; `unread` counts files that could not be read."""

    listings: tuple[Listing, ...]
    unread: int
