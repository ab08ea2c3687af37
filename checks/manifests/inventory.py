"""What manifests resolve to, told without asking whether anything is known about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.core.change import FileKind, FileStatus
from checks.core.inventory import Component, Inventory, Listing
from checks.manifests.formats import format_of
from checks.manifests.project import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.core.change import Change
    from checks.core.place import RepoPath
    from checks.core.scene import Tree
    from checks.manifests.manifest import Pin
    from checks.manifests.project import Opened


def take_inventory(change: Change, head: Tree) -> Inventory:
    """The manifests that the change touches and those they include; without any, nothing is listed."""
    left = (file.path for file in change.files if file.kind is FileKind.FILE and file.status is not FileStatus.REMOVED)
    return _of(head, left)


def inventory_before(change: Change, base: Tree) -> Inventory:
    """What the manifests that the change touches named before it, under the names that they had."""
    return _of(base, (file.old_path or file.path for file in change.files if file.status is not FileStatus.ADDED))


def whole_inventory(tree: Tree) -> Inventory:
    """Every manifest of the tree that is the project's own."""
    return _of(tree, tree.paths())


def _of(tree: Tree, paths: Iterable[RepoPath]) -> Inventory:
    opened, gaps = read(tree, [path for path in paths if format_of(path) is not None])
    return Inventory(tuple(map(_listing, opened)), sum(gap.expected for gap in gaps))


def _listing(opened: Opened) -> Listing:
    written = not opened.format.lock
    components = {pin.package: _component(pin, written=written) for pin in reversed(opened.manifest.pins)}
    in_order = dict.fromkeys(pin.package for pin in opened.manifest.pins)
    return Listing(opened.path, tuple(components[each] for each in in_order), written, len(opened.manifest.not_understood))


def _component(pin: Pin, *, written: bool) -> Component:
    direct = True if pin.direct is None and written else pin.direct
    return Component(pin.package, direct, pin.scope, pin.hashes, pin.needs, pin.licence, pin.source)
