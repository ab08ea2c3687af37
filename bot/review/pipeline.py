"""One pull request, from its number to what stands on it: the table of contents of the service."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.review import draft, reconcile, threads
from bot.review.acknowledgement import Acknowledgements
from bot.review.closing import close_check, refuse
from bot.review.examination import Examination, Instruments, examine
from bot.review.marker import Signer
from bot.review.ports import FetchRefused
from bot.review.publication import CheckReport, CompleteCheck, Conclusion, PostFileComment, PostReview, Published
from bot.review.record import Record, RecordedFinding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from bot.review.acknowledgement import Acknowledgement
    from bot.review.parcel import Parcel
    from bot.review.ports import Forge, Memory, Pull, Sides, Source
    from bot.review.publication import Applied
    from checks.core.change import Change
    from checks.core.finding import Finding
    from checks.core.inventory import Inventory
    from checks.core.policy import Policy
    from checks.core.scene import Tree

# Where a repository keeps its policy; read from the base branch only.
POLICY_PATH = ".github/bartizan.yml"


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a review needs. `policy_for` reads the policy that binds a base tree, with notes on what it refused.

    `clock` gives the time with its zone, `ticks` seconds that only go forward; `key` signs the markers. `acknowledged` gives what
    people have said about findings of the repository of that number. `inventory` lists what the manifests at the head
    name, where that is wanted; `afterwards` is told of a review that stands on a pull request, and `resolving` of threads to be resolved.
    """

    forge: Forge
    source: Source
    memory: Memory
    instruments: Instruments
    policy_for: Callable[[Tree], tuple[Policy, tuple[str, ...]]]
    key: bytes
    clock: Callable[[], datetime]
    ticks: Callable[[], float]
    acknowledged: Callable[[int], Sequence[Acknowledgement]] = lambda _: ()
    inventory: Callable[[Change, Tree], Inventory] | None = None
    afterwards: Callable[[Pull, Examination], None] = lambda _pull, _examined: None
    resolving: Callable[[Pull, Parcel], None] | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The review was published."""

    record: Record


@dataclass(frozen=True, slots=True)
class Superseded:
    """The pull request moved on while it was looked at; nothing was said about the old commit."""

    key: str


@dataclass(frozen=True, slots=True)
class NotOpen:
    """The pull request is closed; there is nobody to tell."""

    key: str


@dataclass(slots=True)
class _Timings:
    ticks: Callable[[], float]
    stages: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = self.ticks()
        yield
        self.stages.append((name, round(self.ticks() - began, 4)))


def review(repo: str, number: int, desk: Desk) -> Reviewed | Superseded | NotOpen:
    """Look at the pull request as it is now and make what stands on it agree.

    Raises `PullGone`, `FetchRefused` (after saying so on the check run) and `ForgeFailed` (try again later).
    """
    timings, started = _Timings(desk.ticks), desk.clock()
    with timings.stage("read"):
        pull = desk.forge.pull(repo, number)
        if not pull.open:
            return NotOpen(str(pull.ref))
        published = desk.forge.published(pull)
        opened = desk.forge.apply(pull, reconcile.opening(published, number))
    with ExitStack() as stack:
        with timings.stage("fetch"):
            sides = stack.enter_context(_fetched(pull, desk))
        with timings.stage("examine"):
            policy, notes = desk.policy_for(sides.policy)
            people = Acknowledgements(tuple(desk.acknowledged(pull.repo_id)), pull.author, pull.ref.number)
            examined = examine(sides, desk.instruments, policy, started.date(), (*notes, *_policy_touched(sides)), people)
            examined = replace(examined, inventory=desk.inventory(sides.change, sides.head)) if desk.inventory else examined
    with timings.stage("publish"):
        writes = _publish(pull, examined, desk)
    if writes is None:
        return Superseded(str(pull.ref))
    record = _record(pull, examined, (started, desk.clock()), tuple(timings.stages), opened.writes + writes)
    desk.memory.remember(record)
    desk.afterwards(pull, examined)
    return Reviewed(record)


def review_group(group: Pull, desk: Desk) -> Reviewed:
    """Look at what the merge queue would merge, from the base it gave: one check run, and no comments.

    `group` has the number 0 and is as open as can be. Raises like `review`.
    """
    timings, started = _Timings(desk.ticks), desk.clock()
    with timings.stage("read"):
        opened = desk.forge.apply(group, reconcile.opening(Published(checks=desk.forge.checks(group)), group.ref.number))
    with ExitStack() as stack:
        with timings.stage("fetch"):
            sides = stack.enter_context(_fetched(group, desk))
        with timings.stage("examine"):
            policy, notes = desk.policy_for(sides.policy)
            # Nothing of a group can be commented on: every finding stands in the check run.
            people = Acknowledgements(tuple(desk.acknowledged(group.repo_id)))
            examined = examine(sides, desk.instruments, replace(policy, inline_limit=0), started.date(), notes, people)
    with timings.stage("publish"):
        written = draft.write(examined, group, Signer(desk.key, f"{group.repo_id}#{group.ref.number}"))
        said = desk.forge.apply(group, reconcile.plan_check(written, desk.forge.checks(group)))
    record = _record(group, examined, (started, desk.clock()), tuple(timings.stages), opened.writes + said.writes)
    desk.memory.remember(record)
    return Reviewed(record)


@contextmanager
def _fetched(pull: Pull, desk: Desk) -> Iterator[Sides]:
    """Both sides; objects that may not be looked at are told on the check run, which is never left waiting."""
    with ExitStack() as stack:
        try:
            sides = stack.enter_context(desk.source.open(pull))
        except FetchRefused as refusal:
            refuse(pull, str(refusal), desk.forge)
            raise
        yield sides


def _publish(pull: Pull, examined: Examination, desk: Desk) -> int | None:
    """How many writes it took; None when the pull request has moved on and the newer commit's review will speak."""
    now = desk.forge.pull(pull.ref.repo, pull.ref.number)
    if now.ref.head != pull.ref.head:
        title = "Superseded by a newer commit"
        close_check(pull, desk.forge, CheckReport(f"{pull.ref.number}:superseded", title, title + ".", Conclusion.CANCELLED))
        return None
    if now.draft:
        examined = _held_back(examined)
    signer = Signer(desk.key, f"{pull.repo_id}#{pull.ref.number}")
    written = draft.write(examined, pull, signer)
    published = desk.forge.published(pull)
    steps = reconcile.plan(written, published, signer)
    said = desk.forge.apply(pull, [step for step in steps if not isinstance(step, CompleteCheck)])
    if desk.resolving is not None and (settled := threads.settled(published.comments, steps, signer, pull.ref.head)):
        desk.resolving(pull, threads.parcel_of(settled))
    closing = [step for step in steps if isinstance(step, CompleteCheck)]
    if said.refused:
        demoted = draft.write(examined, pull, signer, demoted=_refused_bodies(said))
        closing = [replace(step, report=demoted.check) for step in closing]
    return said.writes + desk.forge.apply(pull, closing).writes


def _held_back(examined: Examination) -> Examination:
    """A draft gets its check; comments wait until its author asks for a review."""
    if not examined.piles.reported:
        return examined
    note = "This is a draft: findings are commented on their lines once it is ready for review."
    return replace(examined, policy=replace(examined.policy, inline_limit=0), notes=(*examined.notes, note))


def _refused_bodies(applied: Applied) -> frozenset[str]:
    bodies: set[str] = set()
    for refused in applied.refused:
        match refused.step:
            case PostReview(comments=comments):
                bodies.update(comment.body for comment in comments)
            case PostFileComment(comment=comment):
                bodies.add(comment.body)
            case _:
                pass
    return frozenset(bodies)


def _policy_touched(sides: Sides) -> tuple[str, ...]:
    if any(file.path.text == POLICY_PATH for file in sides.change.files):
        return (f"This pull request changes `{POLICY_PATH}`; the version on the base branch was applied.",)
    return ()


def _record(
    pull: Pull, examined: Examination, when: tuple[datetime, datetime], timings: tuple[tuple[str, float], ...], writes: int
) -> Record:
    piles = examined.piles
    states = {
        "reported": piles.reported,
        "below_level": piles.noted,
        "preexisting": piles.preexisting,
        "exempted": piles.exempted,
        "repeated": piles.repeated,
        "acknowledged": tuple(each.finding for each in piles.acknowledged),
    }
    return Record(
        key=str(pull.ref),
        repo=pull.ref.repo,
        number=pull.ref.number,
        head=pull.ref.head,
        base=examined.change.base,
        decision=examined.verdict.decision.value,
        summary=examined.verdict.sentence,
        started=when[0],
        finished=when[1],
        findings=tuple(_recorded(finding, state) for state, findings in states.items() for finding in findings),
        timings=timings,
        writes=writes,
    )


def _recorded(finding: Finding, state: str) -> RecordedFinding:
    span = finding.location.span
    return RecordedFinding(
        fingerprint=finding.fingerprint,
        rule=finding.rule.id,
        path=finding.location.path.text,
        line=span.first if span else None,
        severity=str(finding.severity),
        confidence=str(finding.confidence),
        state=state,
        kinship=finding.kinship,
    )
