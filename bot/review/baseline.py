"""What the pattern checks found before the change: the same rules over the old side of the files it modifies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.review.pairing import paired
from bot.review.ports import Sides
from bot.review.runner import run
from checks.core.change import ChangedFile, FileKind, FileStatus
from checks.core.place import Location
from checks.core.scene import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.review.ports import Bench
    from checks.core.contract import Check
    from checks.core.dependency import Advisories
    from checks.core.finding import Finding
    from checks.core.place import RepoPath
    from checks.core.scene import Tree

_MODIFIED = frozenset({FileStatus.MODIFIED, FileStatus.RENAMED})


@dataclass(frozen=True, slots=True)
class Baseline:
    """`persisting` are findings at head, by identity, that were there before; `fixed` those that the change does away with.

    Something is known of `rules` in the files `known` only, whose old side was looked at completely; those are paths at head.
    """

    persisting: frozenset[str] = frozenset()
    fixed: tuple[Finding, ...] = ()
    known: frozenset[RepoPath] = frozenset()
    rules: frozenset[str] = frozenset()

    def speaks_of(self, finding: Finding) -> bool:
        """Whether it was looked whether the finding was there before."""
        return finding.location.path in self.known and finding.rule.id in self.rules


def compare(
    checks: Sequence[Check],
    sides: Sides,
    found: Sequence[Finding],
    bench: Bench,
    *,
    knowledge: Advisories,
    warn: Callable[[str, Exception], None],
) -> Baseline:
    """Compare what was `found` at head with the base. Checks without patterns and engine compare by themselves."""
    ours = [check for check in checks if check.packs or check.engine]
    olds = {file.old_path or file.path: file for file in sides.change.files if _comparable(file)}
    if not olds or not ours:
        return Baseline()
    files = tuple(ChangedFile(path, FileStatus.MODIFIED, None) for path in olds)
    mirror = Sides(replace(sides.change, head=sides.change.base, files=files, unreadable=()), sides.base, sides.base, sides.policy)
    report = run(ours, mirror, bench, knowledge, warn)
    known = frozenset(olds[path].path for path in report.coverage.scanned if path in olds)
    rules = frozenset(rule.id for check in ours for rule in check.rules) | _named_by_tools(ours, (*report.findings, *found))
    before = [(_moved(finding, olds[finding.location.path]), finding) for finding in report.findings if finding.location.path in olds]
    before = [(now, was) for now, was in before if now.location.path in known]
    after = [finding for finding in found if finding.location.path in known and finding.rule.id in rules]
    pairs, gone, _ = paired(
        ((now.fingerprint, now.line, was) for now, was in before), ((finding.fingerprint, finding.line, finding) for finding in after)
    )
    persisting = frozenset(finding.identity for _, finding in pairs if not _newly_reached(finding, sides))
    return Baseline(persisting, tuple(gone), known, rules)


def _named_by_tools(checks: Sequence[Check], findings: Sequence[Finding]) -> frozenset[str]:
    """The rules of checks that do not know theirs beforehand, as far as either side showed them."""
    beginnings = tuple(f"{check.id}-" for check in checks if not check.rules)
    return frozenset(finding.rule.id for finding in findings if finding.rule.id.startswith(beginnings))


def _comparable(file: ChangedFile) -> bool:
    return file.kind is FileKind.FILE and file.status in _MODIFIED


def _moved(finding: Finding, file: ChangedFile) -> Finding:
    """The old finding under the file's present name, its line where that line would be now."""
    span = finding.location.span
    if span is None:
        return replace(finding, location=Location(file.path))
    shift = 0
    for hunk in file.hunks or ():
        if hunk.old_start + hunk.old_count <= span.first:
            shift = hunk.new_start + hunk.new_count - (hunk.old_start + hunk.old_count)
    moved = replace(span, first=max(1, span.first + shift), last=max(1, span.last + shift))
    return replace(finding, location=Location(file.path, moved))


def _newly_reached(finding: Finding, sides: Sides) -> bool:
    """Whether the change opens a new way to the old defect: a line that leads there and that the old side did not have."""
    ways = [place.location for place in finding.related if sides.change.introduces(place.location)]
    return any(not _text(sides.head, way) <= _lines(sides.base, _old_name(way.path, sides)) for way in ways)


def _old_name(path: RepoPath, sides: Sides) -> RepoPath:
    file = sides.change.file(path)
    return (file.old_path if file else None) or path


def _lines(tree: Tree, path: RepoPath) -> frozenset[str]:
    try:
        content = tree.read(path) or b""
    except Unreadable:
        return frozenset()
    return frozenset(line.strip() for line in content.decode("utf-8", "replace").splitlines())


def _text(tree: Tree, location: Location) -> frozenset[str]:
    try:
        lines = (tree.read(location.path) or b"").decode("utf-8", "replace").splitlines()
    except Unreadable:
        return frozenset()
    return frozenset(lines[line - 1].strip() for line in (location.span.lines if location.span else ()) if line <= len(lines))
