"""Finds lock files that say something else than before of what they had locked, or more than the project asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location
from checks.lock_integrity import go_sum, rules
from checks.lock_integrity.comparison import sights
from checks.lock_integrity.movement import NAMES_ONLY_OTHERS, movements
from checks.manifests.formats import format_of, is_doubtful
from checks.manifests.manifest import Manifest, Unparsable, decoded
from checks.manifests.project import folder_of, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Scene, Tree
    from checks.lock_integrity.comparison import Sight


def applies_to(path: RepoPath) -> bool:
    """Lock files in a format we read, and `go.sum`."""
    form = format_of(path)
    return go_sum.matches(path) or (form is not None and form.lock)


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """What the change does to what was locked. Raises `Unreadable`."""
    for path in scene.scope:
        if not applies_to(path):
            continue
        raw = scene.head.read(path) or b""
        try:
            now, lines = _manifest(scene.head, path, raw), decoded(raw).split("\n")
        except Unparsable as reason:
            yield NotAnalysed(path.text, f"the lock file cannot be read: {reason}")
            continue
        before = _before(scene, path)
        if isinstance(before, NotAnalysed):
            yield before
            continue
        for sight in sights(now, before, _written(scene.head, path)):
            yield _finding(path, lines, sight)
        form = format_of(path)
        if form is not None and form.name in NAMES_ONLY_OTHERS:
            yield from (_finding(path, lines, sight) for sight in movements(now.pins, before.pins))


def _before(scene: Scene, path: RepoPath) -> Manifest | NotAnalysed:
    """The same file at the base, under its old name; empty where there was none."""
    file = scene.change.file(path)
    old = file.old_path if file is not None and file.old_path is not None else path
    raw = scene.base.read(old)
    if raw is None:
        return Manifest(())
    try:
        return _manifest(scene.base, old, raw)
    except Unparsable as reason:
        return NotAnalysed(path.text, f"it cannot be compared with what it was: {reason}", expected=False)


def _manifest(tree: Tree, path: RepoPath, raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    if go_sum.matches(path):
        return go_sum.parse(raw)
    form = format_of(path)
    if form is None:
        return Manifest(())
    if form.among is None:
        return form.parse(raw)
    opened, gaps = read(tree, [path])
    if gaps:
        raise Unparsable(gaps[0].why)
    return next((each.manifest for each in opened if each.path == path), Manifest(()))


def _written(tree: Tree, lock: RepoPath) -> list[Manifest]:
    """What people wrote in the same project; what cannot be read there is told by the check that looks up packages."""
    folder = folder_of(lock)
    forms = ((path, format_of(path)) for path in tree.paths() if folder_of(path) == folder)
    known = [path for path, form in forms if form is not None and not form.lock]
    # Of scripts, only the one that the lock file is named after.
    paths = [path for path in known if not is_doubtful(path) or lock.name == f"{path.name}.lock"]
    return [each.manifest for each in read(tree, paths)[0]]


def _finding(path: RepoPath, lines: list[str], sight: Sight) -> Finding:
    span = sight.span
    excerpt = "\n".join(line.rstrip("\r") for line in lines[span.first - 1 : span.last]) if span else sight.message
    return Finding(sight.rule, Location(path, span), sight.message, excerpt, severity_here=sight.severity, confidence_here=sight.confidence)


CHECK = Check("lock-integrity", rules.ALL, applies_to, inspect)
