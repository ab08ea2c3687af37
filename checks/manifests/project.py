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
    from checks.manifests.manifest import Format, Include, Manifest

MAX_INCLUDED = 50


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


def folder_of(path: RepoPath) -> str:
    """The project a manifest belongs to: its folder, or the one above for `requirements/base.txt`."""
    folders = path.folders
    return "/".join(folders[:-1] if folders and folders[-1].lower() in {"requirements", "constraints"} else folders)


def read(tree: Tree, paths: Iterable[RepoPath]) -> tuple[list[Opened], list[NotAnalysed]]:
    """The manifests at these paths and, inside the tree only, what requirements files include. A path that is not there is skipped."""
    opened: dict[RepoPath, Opened] = {}
    gaps: list[NotAnalysed] = []
    waiting: deque[tuple[RepoPath, Location | None]] = deque((path, None) for path in paths)
    included = 0
    while waiting:
        path, origin = waiting.popleft()
        if path in opened:
            continue
        included += origin is not None
        if included > MAX_INCLUDED:
            gaps.append(
                NotAnalysed(path.text, f"more than {MAX_INCLUDED} files are included; this one and those behind it were not followed")
            )
            break
        found = _open(tree, path, origin, gaps)
        if found is not None:
            opened[path] = found
            waiting += _included(found, gaps)
    return list(opened.values()), gaps


def _open(tree: Tree, path: RepoPath, origin: Location | None, gaps: list[NotAnalysed]) -> Opened | None:
    form = format_of(path) if origin is None else requirements.FORMAT
    try:
        raw = tree.read(path)
        if raw is None or form is None:
            if origin is not None:
                gaps.append(NotAnalysed(path.text, f"{origin} includes it, but the commit has no such file", expected=False))
            return None
        manifest = form.parse(raw)
    except (Unparsable, Unreadable) as reason:
        gaps.append(NotAnalysed(path.text, f"the dependencies in it cannot be read: {reason}"))
        return None
    return Opened(path, form, manifest, tuple(decoded(raw).split("\n")), origin)


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
    return RepoPath(posixpath.normpath(posixpath.join(*path.folders, include.target)))
