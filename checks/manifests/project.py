"""The manifests of one side of the change: those asked for, and what they include inside the tree."""

from __future__ import annotations

import posixpath
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.errors import BadPath
from checks.core.place import Location, RepoPath
from checks.core.scene import Unreadable
from checks.manifests.formats import format_of
from checks.manifests.manifest import Unparsable, decoded
from checks.manifests.python import requirements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.core.place import Span
    from checks.core.scene import Tree
    from checks.manifests.manifest import Beside, Format, Include, Manifest, Pin

MAX_INCLUDED = 50
# What all manifests of one side together may have looked up in other files; each look costs something, found or not.
MAX_BESIDE_BYTES = 20_000_000
_COST_OF_A_LOOK = 1_000
# Folders in which a project keeps manifests of its own.
_SHELVES = frozenset({"requirements", "constraints", "gradle"})


@dataclass(frozen=True, slots=True)
class Opened:
    """A manifest that was read. `included_at`: the line that pulls it in, when its own name did not bring us here."""

    path: RepoPath
    format: Format
    manifest: Manifest
    lines: tuple[str, ...]
    included_at: Location | None = None

    def excerpt(self, span: Span) -> str:
        """Those lines of the file."""
        return "\n".join(line.rstrip("\r") for line in self.lines[span.first - 1 : span.last])

    def project_of(self, pin: Pin) -> str:
        """The folder of the manifest that tells the version: this one's, or that of the one it is taken from."""
        return folder_of(beneath(self.path, pin.stated_in) if pin.stated_in else self.path)


def beneath(path: RepoPath, relative: str) -> RepoPath:
    """The file at that path as the one at `path` writes it. Raises `BadPath` for what lies outside."""
    return RepoPath(posixpath.normpath(posixpath.join(*path.folders, relative)))


def folder_of(path: RepoPath) -> str:
    """The project a manifest belongs to: its folder, or the one above for `requirements/base.txt` and `gradle/libs.versions.toml`."""
    folders = path.folders
    return "/".join(folders[:-1] if folders and folders[-1].lower() in _SHELVES else folders)


def read(tree: Tree, paths: Iterable[RepoPath]) -> tuple[list[Opened], list[NotAnalysed]]:
    """The manifests at these paths and, inside the tree only, what they include. A path where none is, is skipped."""
    opened: dict[RepoPath, Opened] = {}
    gaps: list[NotAnalysed] = []
    around = _Around(tree)
    waiting: deque[tuple[RepoPath, Format | None, Location | None]] = deque((path, format_of(path), None) for path in paths)
    included = 0
    while waiting:
        path, form, origin = waiting.popleft()
        if path in opened or form is None:
            continue
        included += origin is not None
        if included > MAX_INCLUDED:
            gaps.append(
                NotAnalysed(path.text, f"more than {MAX_INCLUDED} files are included; this one and those behind it were not followed")
            )
            break
        found = _open(around, path, form, origin, gaps)
        if found is not None:
            opened[path] = found
            # Only formats that are read among others include their own kind; everything else includes requirements.
            kind = requirements.FORMAT if form.among is None else form
            waiting += [(target, kind, place) for target, place in _included(found, gaps)]
    return list(opened.values()), gaps


def _open(around: _Around, path: RepoPath, form: Format, origin: Location | None, gaps: list[NotAnalysed]) -> Opened | None:
    try:
        raw = around.tree.read(path)
        if raw is None:
            if origin is not None:
                gaps.append(NotAnalysed(path.text, f"{origin} includes it, but the commit has no such file", expected=False))
            return None
        if form.marker is not None and form.marker.search(raw) is None:
            return None
        manifest = form.parse(raw) if form.among is None else form.among(raw, around.beside(path))
    except (Unparsable, Unreadable) as reason:
        gaps.append(NotAnalysed(path.text, f"the dependencies in it cannot be read: {reason}"))
        return None
    return Opened(path, form, manifest, tuple(decoded(raw).split("\n")), origin)


@dataclass(slots=True)
class _Around:
    """What the manifests of one side may look up in other files, all of them together."""

    tree: Tree
    left: int = MAX_BESIDE_BYTES

    def beside(self, path: RepoPath) -> Beside:
        """For the manifest at that path. The answer raises `Unparsable` when too much was asked for, and `Unreadable`."""

        def look(relative: str) -> bytes | None:
            try:
                target = beneath(path, relative)
            except BadPath:
                return None
            raw = self.tree.read(target)
            self.left -= _COST_OF_A_LOOK + len(raw or b"")
            if self.left < 0:
                raise Unparsable(f"the manifests ask for more than {MAX_BESIDE_BYTES} bytes of other files")
            return raw

        return look


def _included(opened: Opened, gaps: list[NotAnalysed]) -> list[tuple[RepoPath, Location | None]]:
    found: list[tuple[RepoPath, Location | None]] = []
    for include in opened.manifest.includes:
        place = Location(opened.path, include.span)
        try:
            found.append((_target(opened.path, include), place))
        except BadPath:
            gaps.append(NotAnalysed(opened.path.text, f"line {include.span.first} includes a file outside the repository", expected=False))
    return found


def _target(path: RepoPath, include: Include) -> RepoPath:
    """Relative to the including file. Raises `BadPath` for addresses and for what lies outside."""
    if "://" in include.target:
        raise BadPath(include.target[:80])
    return beneath(path, include.target)
