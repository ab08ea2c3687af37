"""The packages that people ask for by name, whatever the manifest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.scene import Unreadable
from checks.dependency_source.readers import reader_of, stated
from checks.dependency_source.stated import Kind
from checks.manifests.formats import format_of, is_doubtful
from checks.manifests.manifest import Unparsable, python_name
from checks.manifests.objects import document as json_document
from checks.manifests.project import read
from checks.manifests.tables import document as toml_document
from checks.manifests.values import table, text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from checks.core.place import RepoPath, Span
    from checks.core.scene import Tree
    from checks.manifests.project import Opened

_CODE = frozenset({Kind.BRANCH, Kind.TAG, Kind.ARCHIVE, Kind.FIXED})
_NAME = re.compile(r"@?[\w.-]+(?:/[\w.-]+)?")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A name in a file that people write. `elsewhere`: it comes from an address, not from a registry."""

    ecosystem: str
    name: str
    opened: Opened
    span: Span
    elsewhere: bool = False

    @property
    def key(self) -> Key:
        """What makes two of them the same package."""
        return self.ecosystem, self.name


def asked(tree: Tree, opened: Opened) -> list[Asked]:
    """Each name once, on the first line that has it. Raises `Unparsable` and `Unreadable`."""
    found = [*_named(opened), *_addressed(tree, opened)]
    first: dict[Key, Asked] = {}
    for each in sorted(found, key=lambda each: each.span.first):
        first.setdefault(each.key, each)
    return list(first.values())


def names(tree: Tree, changed: Collection[RepoPath]) -> set[Key]:
    """Every package that a manifest or lock file of the tree names, and of its scripts those changed. What cannot be read names none."""
    opened, _ = read(tree, [path for path in tree.paths() if format_of(path) is not None and (path in changed or not is_doubtful(path))])
    found: set[Key] = set()
    for each in opened:
        found |= {(pin.package.ecosystem, pin.package.name) for pin in each.manifest.pins}
        found |= {(entry.ecosystem, entry.name) for entry in each.manifest.not_understood if entry.name}
        try:
            found |= {entry.key for entry in _addressed(tree, each)}
        except (Unparsable, Unreadable):
            continue
    return found


def own_names(tree: Tree) -> set[Key]:
    """What the projects of the tree are called themselves: one may ask for another."""
    found: set[Key] = set()
    for path in tree.paths():
        if path.name in {"package.json", "pyproject.toml"} and format_of(path) is not None:
            try:
                found.add(_own(path, tree.read(path) or b""))
            except (Unparsable, Unreadable):
                continue
    return found


def _own(path: RepoPath, raw: bytes) -> Key:
    if path.name == "package.json":
        return "npm", text(json_document(raw)[1].get("name"))
    said = toml_document(raw)[1]
    poetry = table(table(said.get("tool")).get("poetry"))
    return "PyPI", python_name(text(table(said.get("project")).get("name")) or text(poetry.get("name")))


def _named(opened: Opened) -> Iterator[Asked]:
    for pin in opened.manifest.pins:
        yield Asked(pin.package.ecosystem, pin.package.name, opened, pin.span)
    for entry in opened.manifest.not_understood:
        if entry.name:
            yield Asked(entry.ecosystem, entry.name, opened, entry.span)


def _addressed(tree: Tree, opened: Opened) -> Iterator[Asked]:
    """What comes from an address is in no manifest's list of packages, but has a name all the same."""
    reader = None if opened.format.lock else reader_of(opened.path)
    if reader is None:
        return
    npm = opened.path.name == "package.json"
    for each in stated(reader, tree.read(opened.path) or b""):
        if each.kind in _CODE and _NAME.fullmatch(each.of):
            name = each.of if npm else python_name(each.of)
            yield Asked("npm" if npm else "PyPI", name, opened, each.span, elsewhere=True)


def excerpt(each: Asked) -> str:
    """Its lines, without credentials in addresses."""
    return re.sub(r"//[^/@\s]*@", "//", each.opened.excerpt(each.span))


