"""What a change's manifests resolve to, told without asking whether anything is known about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.core.change import FileKind, FileStatus
from checks.core.inventory import Inventory, Listing
from checks.manifests.formats import format_of
from checks.manifests.project import read

if TYPE_CHECKING:
    from checks.core.change import Change
    from checks.core.scene import Tree
    from checks.manifests.project import Opened


def take_inventory(change: Change, head: Tree) -> Inventory:
    """The manifests that the change touches and those they include; without any, nothing is listed."""
    left = (file.path for file in change.files if file.kind is FileKind.FILE and file.status is not FileStatus.REMOVED)
    opened, gaps = read(head, [path for path in left if format_of(path) is not None])
    return Inventory(tuple(map(_listing, opened)), sum(gap.expected for gap in gaps))


def _listing(opened: Opened) -> Listing:
    packages = dict.fromkeys(pin.package for pin in opened.manifest.pins)
    return Listing(opened.path, tuple(packages), not opened.format.lock, len(opened.manifest.not_understood))
