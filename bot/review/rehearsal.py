"""Fixes tried out before anybody is offered them: applied, scanned again by every rule, all in one run of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.review.patch import BadFix, Rewrite, apply, compare, difference
from bot.review.ports import Sides
from bot.review.proof import Proof, Standing, verdict
from bot.review.replay import MendedTree, Replay
from bot.review.runner import run
from checks.core.errors import BadPath
from checks.core.pattern import PatternReport
from checks.core.place import RepoPath
from checks.core.scene import ToolFailed, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.review.ports import Bench
    from bot.review.report import Report
    from checks.core.contract import Check
    from checks.core.dependency import Advisories
    from checks.core.finding import Finding
    from checks.core.scene import Tree

# More fixes or bytes than this are not worth a reader's wait.
MAX_FIXES, MAX_BYTES = 20, 2_000_000
# Seconds after which the engine is ended and the review goes on without the proofs.
PATIENCE = 15.0
Proofs = Mapping[str, Proof]


@dataclass(frozen=True, slots=True)
class Stage:
    """What a rehearsal is made with: the same checks, sides and engines as the review itself."""

    checks: Sequence[Check]
    sides: Sides
    bench: Bench
    knowledge: Advisories
    warn: Callable[[str, Exception], None]
    patience: float = PATIENCE


@dataclass(frozen=True, slots=True)
class _Trial:
    """A finding's fix, applied. `alias` is the name under which the engine sees this version of the file."""

    finding: Finding
    content: bytes
    alias: RepoPath
    rewrite: Rewrite
    diff: str

    @property
    def path(self) -> RepoPath:
        return self.finding.location.path

    def ended(self, standing: Standing, why: str = "") -> Proof:
        return Proof(standing, why, self.rewrite, self.diff)


def rehearse(findings: Iterable[Finding], report: Report, stage: Stage) -> Proofs:
    """Every fix of these findings with its proof, by the finding's identity. Tried in the order given, as far as the budget goes."""
    proofs: dict[str, Proof] = {}
    trials: list[_Trial] = []
    size = 0
    secrets = _lines_of_secrets(report, stage.sides.head)
    for finding in findings:
        if finding.fix is None:
            continue
        try:
            trial = _applied(finding, len(trials), stage.sides.head)
        except (BadFix, BadPath, Unreadable) as reason:
            proofs[finding.identity] = Proof(Standing.UNTRIED, str(reason))
            continue
        # A secret's own fix is tried all the same; nobody shows it.
        if not finding.rule.of_secrets and not secrets.isdisjoint(line[1:].strip() for line in trial.diff.splitlines()):
            proofs[finding.identity] = Proof(Standing.UNTRIED, "its lines hold a secret")
            continue
        size += len(trial.content)
        if len(trials) == MAX_FIXES or size > MAX_BYTES:
            proofs[finding.identity] = trial.ended(Standing.UNTRIED, "this review has more fixes than are tried")
        else:
            trials.append(trial)
    return proofs | _tried(trials, report, stage) if trials else proofs


def _lines_of_secrets(report: Report, head: Tree) -> frozenset[str]:
    """Lines that no comment of ours may repeat, not even beside what it is about. From the file: an excerpt may leave the secret out."""
    lines: set[str] = set()
    for finding in report.findings:
        span = finding.location.span
        if finding.rule.of_secrets and span:
            try:
                text = (head.read(finding.location.path) or b"").decode("utf-8", "replace")
            except Unreadable:
                continue
            lines.update(line.strip() for line in text.splitlines()[span.first - 1 : span.last])
    return frozenset(lines - {""})


def _applied(finding: Finding, number: int, head: Tree) -> _Trial:
    """Raises `BadFix`, `BadPath` or `Unreadable`."""
    path = finding.location.path
    edits = finding.fix.edits if finding.fix and finding.fix.location.path == path else ()
    before = head.read(path) or b""
    after = apply(before, edits)
    return _Trial(finding, after, RepoPath(f"{number}/{path}"), compare(before, after), difference(path, before, after))


def _tried(trials: Sequence[_Trial], report: Report, stage: Stage) -> dict[str, Proof]:
    try:
        scanned = _scan(trials, stage)
        replays = {trial.alias: Replay(trial.path, trial.alias, scanned) for trial in trials}
        manifests = [trial for trial in trials if _concerned(trial, stage, patterns=False)]
        for trial in manifests:  # a first time for their questions, so that the auditor is asked in one go
            _again(trial, replays[trial.alias], stage, patterns=False)
        questions = tuple(dict.fromkeys(package for replay in replays.values() for package in replay.asked))
        answers = stage.bench.audit(questions) if questions else {}
    except ToolFailed as reason:
        return {trial.finding.identity: trial.ended(Standing.UNTRIED, f"it could not be tried: {reason}") for trial in trials}
    return {
        trial.finding.identity: trial.ended(Standing.UNTRIED, "there was no time to try it")
        if trial.alias in scanned.late
        else _judged(trial, replays[trial.alias].knowing(answers), report, stage)
        for trial in trials
    }


def _scan(trials: Sequence[_Trial], stage: Stage) -> PatternReport:
    packs = tuple(pack for check in stage.checks for pack in check.packs)
    suffixes = frozenset().union(*(pack.suffixes for pack in packs))
    files = {trial.alias: trial.content for trial in trials if trial.alias.suffix in suffixes}
    return stage.bench.match(packs, files, stage.patience) if files else PatternReport((), frozenset())


def _judged(trial: _Trial, replay: Replay, report: Report, stage: Stage) -> Proof:
    known = {(gap.path, gap.why) for gap in report.coverage.gaps}
    before: list[Finding] = []
    after: list[Finding] = []
    for patterns in (True, False):
        again = _again(trial, replay, stage, patterns=patterns)
        blind = next((gap for gap in again.coverage.gaps if (gap.path, gap.why) not in known), None)
        if blind is not None:
            return trial.ended(Standing.REFUTED, f"with it the file cannot be looked at: {blind.why}")
        rules = {rule.id for check in _concerned(trial, stage, patterns=patterns) for rule in check.rules}
        before += (each for each in report.findings if each.rule.id in rules and (not patterns or each.location.path == trial.path))
        after += again.findings
    why = verdict(trial.finding, _comparable(before, trial), _comparable(after, trial), trial.rewrite)
    return trial.ended(Standing.REFUTED, why) if why else trial.ended(Standing.PROVED)


def _comparable(findings: Iterable[Finding], trial: _Trial) -> list[Finding]:
    """Without other rules' credentials: which check tells of one also depends on those that take no part here."""
    return [finding for finding in findings if finding.rule == trial.finding.rule or not finding.rule.of_secrets]


def _concerned(trial: _Trial, stage: Stage, *, patterns: bool) -> list[Check]:
    looking = (check for check in stage.checks if bool(check.packs) is patterns and not check.engine)
    return [check for check in looking if check.applies_to(trial.path)]


def _again(trial: _Trial, replay: Replay, stage: Stage, *, patterns: bool) -> Report:
    """The review of the tree with this one fix in it: pattern checks on the one file, any other on the whole change."""
    sides, change = stage.sides, stage.sides.change
    if patterns:
        change = replace(change, files=tuple(file for file in change.files if file.path == trial.path), unreadable=())
    mended = Sides(change, sides.base, MendedTree(sides.head, trial.path, trial.content), sides.policy)
    return run(_concerned(trial, stage, patterns=patterns), mended, replay, stage.knowledge, stage.warn)
