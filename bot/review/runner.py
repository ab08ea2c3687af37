"""Runs every check on a scene and adds up what was looked at."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.review.overlap import told_once
from bot.review.report import Coverage, Report
from bot.review.tools import SharedTools
from checks.core.change import FileKind, FileStatus, NotAnalysed
from checks.core.finding import Finding, in_order
from checks.core.outcome import Completed, Failed, Outcome, Skipped
from checks.core.policy import Licences
from checks.core.scene import Scene, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.review.ports import Bench, Sides
    from checks.core.contract import Check
    from checks.core.dependency import Advisories
    from checks.core.place import RepoPath


# Bytes of all files in scope together: they are held in memory, and a small pack can hold very large ones.
MAX_IN_SCOPE = 256 << 20
_FREE = Licences()


def run(  # noqa: PLR0917 - everything that a check may ask for
    checks: Sequence[Check],
    sides: Sides,
    bench: Bench,
    knowledge: Advisories,
    warn: Callable[[str, Exception], None],
    licences: Licences = _FREE,
) -> Report:
    """Every check's outcome on the files the change leaves at head. `warn` is told of a check's own fault."""
    scope = tuple(file.path for file in sides.change.files if file.kind is FileKind.FILE and file.status is not FileStatus.REMOVED)
    concerned = {path: [check for check in checks if check.applies_to(path)] for path in scope}
    files, unread = _read(sides, [path for path, its in concerned.items() if its])
    packs = tuple(pack for check in checks for pack in check.packs)
    with closing(SharedTools(bench, packs, files)) as tools:
        scene = Scene(sides.change, sides.base, sides.head, tuple(files), tools, knowledge, licences)
        # Those without patterns first: the pattern engine runs meanwhile. The report keeps the order of the checks.
        ended = {
            check.id: _outcome(check, scene, {path for path in files if check in concerned[path]}, warn)
            for check in sorted(checks, key=lambda check: bool(check.packs))
        }
    outcomes = told_once(tuple(ended[check.id] for check in checks))
    return Report(_numbered(outcomes), _coverage(sides, frozenset(p for p in scope if concerned[p]), unread, outcomes))


def _read(sides: Sides, paths: Sequence[RepoPath]) -> tuple[Mapping[RepoPath, bytes], list[NotAnalysed]]:
    files: dict[RepoPath, bytes] = {}
    unread: list[NotAnalysed] = []
    size = 0
    for path in paths:
        if size > MAX_IN_SCOPE:
            unread.append(NotAnalysed(path.text, f"the files before it hold more than {MAX_IN_SCOPE >> 20} MiB together"))
            continue
        try:
            content = sides.head.read(path)
        except Unreadable as reason:
            unread.append(NotAnalysed(path.text, str(reason)))
            continue
        if content is None:
            unread.append(NotAnalysed(path.text, "the commit names the file but does not hold it"))
        else:
            files[path] = content
            size += len(content)
    return files, unread


def _outcome(check: Check, scene: Scene, expected: set[RepoPath], warn: Callable[[str, Exception], None]) -> Outcome:
    if not expected:
        return Skipped(check.id, "no file in scope concerns it")
    try:
        seen = tuple(check.inspect(scene))
        findings = tuple(item for item in seen if isinstance(item, Finding))
        gaps = [item for item in seen if isinstance(item, NotAnalysed)]
        if check.packs:
            gaps += _unscanned(check, scene, expected)
    except Exception as error:  # noqa: BLE001 - the one place where a check's own fault becomes an outcome: others must still run
        warn(check.id, error)
        return Failed(check.id, str(error) or type(error).__name__, frozenset(expected))
    missed = {gap.path for gap in gaps if gap.expected}
    return Completed(check.id, findings, frozenset(path for path in expected if path.text not in missed), tuple(gaps))


def _unscanned(check: Check, scene: Scene, expected: set[RepoPath]) -> list[NotAnalysed]:
    """What the pattern engine reported as not analysed, and what it passed over without a word."""
    answer = scene.tools.match(check.packs)
    told = {gap.path for gap in answer.not_analysed}
    suffixes = frozenset().union(*(pack.suffixes for pack in check.packs))
    silent = (path for path in sorted(expected) if path.suffix in suffixes and path not in answer.scanned and path.text not in told)
    return [*answer.not_analysed, *(NotAnalysed(path.text, "the pattern engine did not list it as scanned") for path in silent)]


def _numbered(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Fingerprints are told apart over the whole report, so that equal excerpts in two files differ."""
    ordered = in_order(finding for outcome in outcomes if isinstance(outcome, Completed) for finding in outcome.findings)

    def own(outcome: Completed) -> Completed:
        rules = {finding.rule.id for finding in outcome.findings}
        return replace(outcome, findings=tuple(finding for finding in ordered if finding.rule.id in rules))

    return tuple(own(outcome) if isinstance(outcome, Completed) else outcome for outcome in outcomes)


def _coverage(sides: Sides, expected: frozenset[RepoPath], unread: list[NotAnalysed], outcomes: tuple[Outcome, ...]) -> Coverage:
    gaps = {(gap.path, gap.why): gap for gap in (*sides.change.unreadable, *unread)}
    missed: set[RepoPath] = set()
    for outcome in outcomes:
        if isinstance(outcome, Completed):
            gaps |= {(gap.path, gap.why): gap for gap in outcome.gaps}
        elif isinstance(outcome, Failed):
            missed |= outcome.expected
            gaps |= {(path.text, outcome.why): NotAnalysed(path.text, outcome.why) for path in outcome.expected}
    real = sorted((gap for gap in gaps.values() if gap.expected), key=lambda gap: (gap.path, gap.why))
    noted = [gap for gap in gaps.values() if not gap.expected]
    others = (file for file in sides.change.files if file.kind is not FileKind.FILE)
    noted.extend(NotAnalysed(file.path.text, f"a {file.kind.value}: not followed", expected=False) for file in others)
    named = {gap.path for gap in real}
    scanned = frozenset(path for path in expected - missed if path.text not in named)
    return Coverage(expected, scanned, tuple(real), tuple(sorted(noted, key=lambda gap: gap.path)))
