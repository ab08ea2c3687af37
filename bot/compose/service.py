"""What a worker does with a job: find the pull request, ask whether the asker may, review, tell the queue how it went."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.conversation.carrying_out import MAY_COMMAND
from bot.conversation.showing import show_accepted
from bot.conversation.turn import heard_id, take_turn
from bot.git.remote import Remote
from bot.git.source import GitSource
from bot.github.moved import PullMoved
from bot.github.pulls import NotOne
from bot.intake.job import Reason
from bot.jobs.outcome import RetryLater
from bot.review.closing import give_up, give_up_on, pause
from bot.review.pipeline import POLICY_PATH, Desk, Reviewed, review, review_group
from bot.review.ports import FetchRefused, ForgeFailed, Pull, PullGone, PullRef
from bot.review.recollection import RecallingBench
from checks.manifests.inventory import take_inventory
from config import logs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.compose.handover import Handover
    from bot.compose.standing import Standing
    from bot.conversation.ports import Ledger
    from bot.conversation.turn import Table
    from bot.github.app import GitHubApp, Work
    from bot.intake.job import Job
    from bot.review.acknowledgement import Acknowledgement
    from bot.review.examination import Examination, Instruments
    from bot.review.parcel import Parcel
    from bot.review.ports import Memory, Recollections
    from checks.core.place import RepoPath
    from checks.core.policy import Policy
    from checks.core.scene import Tree

_log = logs.logger("bot.review")
_AFTER_REVIEW = frozenset({Reason.UPLOAD, Reason.SNAPSHOT, Reason.THREADS})
# What a person has asked for at the check run.
_BUTTONS = frozenset({Reason.RERUN, Reason.SHOW_ACCEPTED})


@dataclass(frozen=True, slots=True)
class Service:
    """One for the whole worker process; `handle` and `failed` are called from its threads.

    `workspace` holds the folders git fetches into, `path` is the PATH it runs with, `key` signs markers.
    `table_for` lays out what a conversation needs, with the same `ledger`. `handovers`: where else reviews go; `standing`: what
    keeps the issue about advisories.
    """

    app: GitHubApp
    instruments: Instruments
    memory: Memory
    recollections: Recollections
    policy_for: Callable[[Tree], tuple[Policy, tuple[str, ...]]]
    key: bytes
    workspace: Path
    path: str
    ledger: Ledger
    table_for: Callable[[Work], Table]
    handovers: Sequence[Handover] = ()
    standing: Standing | None = None

    def handle(self, job: Job) -> None:
        """Review what the job names. A pull request that has gone or moved on is an ordinary ending. Raises `RetryLater`."""
        if job.reason in _AFTER_REVIEW:
            for handover in self._handovers(job):
                handover.send(job)
            return
        if job.reason is Reason.ADVISORIES:
            if self.standing is not None:
                self.standing.look(job, lambda work: self._desk(work, job))
            return
        try:
            with self.app.work(job.installation, job.repo_id) as work:
                if job.base is not None:
                    self._tell(review_group(_group(job, work.endpoint.web_url), self._desk(work, job)))
                    return
                number = self._number(job, work)
                if number is not None:
                    self._look_at(job, number, work)
        except PullGone as gone:
            _log.info("nothing to review any more", why=str(gone))
        except FetchRefused as refusal:
            _log.warning("refused to look at the objects", why=str(refusal))
        except ForgeFailed as failure:
            raise RetryLater(str(failure), failure.retry_after) from failure

    def _look_at(self, job: Job, number: int, work: Work) -> None:
        """Raises `PullGone` for an open pull request only when it has moved on: what was just made may be unknown for a moment."""
        try:
            if self._wanted(job, number, work):
                self._tell(review(job.repo, number, self._desk(work, job)))
        except PullMoved:
            raise
        except PullGone as gone:
            if work.forge.pull(job.repo, number).open:
                raise ForgeFailed(f"the pull request is there, but not all of it: {gone}") from gone
            raise

    def failed(self, job: Job, why: str) -> None:
        """Close the check run of a job that was given up, so that nobody waits for it; the reason stands there."""
        if job.reason in _AFTER_REVIEW:
            for handover in self._handovers(job):
                handover.failed(job, why)
            return
        if job.reason is Reason.ADVISORIES:
            if self.standing is not None:
                self.standing.failed(job, why)
            return
        try:
            with self.app.work(job.installation, job.repo_id) as work:
                if job.base is not None:
                    give_up_on(_group(job, work.endpoint.web_url), why, work.forge)
                    return
                number = self._number(job, work)
                if number is not None and self._reviews(job):
                    give_up(job.repo, number, why, work.forge)
        except (PullGone, ForgeFailed) as error:
            _log.error("the check run of a failed job could not be closed", why=str(error))

    def _handovers(self, job: Job) -> Sequence[Handover]:
        """The one that the job is for; none when the operator has switched it off meanwhile."""
        return [each for each in self.handovers if each.destination.reason is job.reason]

    def _number(self, job: Job, work: Work) -> int | None:
        """The pull request's number; re-runs of a fork's check name only the commit."""
        if job.number is not None or job.head is None:
            return job.number
        found = work.pulls.find_by_head(job.repo, job.head)
        if isinstance(found, NotOne):
            _log.info("the commit names no single pull request", why=found.why)
            return None
        return found.ref.number

    def _wanted(self, job: Job, number: int, work: Work) -> bool:
        """Whether the pull request is to be looked at now: people may ask for it, and may have paused it for everything else."""
        if job.said is not None:
            return take_turn(job, self.table_for(work))
        if job.reason in _BUTTONS:
            allowed = work.pulls.permission(job.repo, job.sender) in MAY_COMMAND
            if not allowed:
                _log.info("asked by somebody without write permission", sender=job.sender)
            elif job.reason is Reason.SHOW_ACCEPTED:
                _log.info("showed what is acknowledged", sender=job.sender, writes=show_accepted(job.repo, number, self.table_for(work)))
            return allowed and job.reason is Reason.RERUN
        who = self.ledger.paused_by(job.repo_id, number)
        if who is not None:
            pause(job.repo, number, who, work.forge, stale=job.reason is Reason.BASE_CHANGED)
            _log.info("paused", by=who)
        return who is None

    def _reviews(self, job: Job) -> bool:
        """Whether the job was to end with a review; many commands are answered without one, and their failure says nothing of the check."""
        if job.reason is Reason.SHOW_ACCEPTED:
            return False
        effects = self.ledger.kept(heard_id(job)) if job.said is not None else None
        return job.said is None or (effects is not None and effects.review)

    def _desk(self, work: Work, job: Job) -> Desk:
        def remote_for(pull: Pull) -> Remote:
            address = work.clone_address(pull.ref.repo)
            return Remote(address.url, address.header)

        def merge_base(pull: Pull) -> str | None:
            # The merge queue has put the group onto its base.
            return work.pulls.merge_base(pull) if pull.ref.number else pull.base

        source = GitSource(remote_for, self.workspace, self.path, merge_base=merge_base, needed=self._needed)
        clock = lambda: datetime.now(UTC)  # noqa: E731 - the clock, given where it is chosen
        recalling = RecallingBench(self.instruments.bench, self.recollections, self.instruments.sandbox, str(job.repo_id))
        instruments = replace(self.instruments, bench=recalling)

        def acknowledged(repository: int) -> tuple[Acknowledgement, ...]:
            return self.ledger.words(repository, datetime.now(UTC).date())

        desk = Desk(work.forge, source, self.memory, instruments, self.policy_for, self.key, clock, time.monotonic, acknowledged)
        if self.handovers:
            desk = _handing_over(desk, self.handovers, job)
        return desk if self.standing is None else _with_standing(desk, self.standing, job)

    def _needed(self, path: RepoPath) -> bool:
        """Unchanged files somebody will ask for: the policy, and what checks without patterns compare (manifests)."""
        return path.text == POLICY_PATH or any(check.applies_to(path) for check in self.instruments.checks if not check.packs)

    def _tell(self, ended: object) -> None:
        if isinstance(ended, Reviewed):
            stages = {name: round(seconds, 3) for name, seconds in ended.record.timings}
            _log.info("reviewed", decision=ended.record.decision, summary=ended.record.summary, writes=ended.record.writes, seconds=stages)
        else:
            _log.info("not reviewed", ended=type(ended).__name__)


def _handing_over(desk: Desk, handovers: Sequence[Handover], job: Job) -> Desk:
    def policy_for(base: Tree) -> tuple[Policy, tuple[str, ...]]:
        policy, notes = desk.policy_for(base)
        return policy, (*notes, *(note for each in handovers for note in each.notes(job.repo_id)))

    def afterwards(pull: Pull, examined: Examination) -> None:
        for each in handovers:
            each.keep(job.installation, pull, examined)

    def resolving(pull: Pull, parcel: Parcel) -> None:
        for each in threads:
            each.put(job.installation, pull, parcel)

    threads = [each for each in handovers if each.destination.reason is Reason.THREADS]
    listed = any(each.destination.reason is Reason.SNAPSHOT for each in handovers)
    inventory, settle = take_inventory if listed else None, resolving if threads else None
    return replace(desk, policy_for=policy_for, inventory=inventory, afterwards=afterwards, resolving=settle)


def _with_standing(desk: Desk, standing: Standing, job: Job) -> Desk:
    def afterwards(pull: Pull, examined: Examination) -> None:
        desk.afterwards(pull, examined)
        standing.ask(job.installation, (pull.repo_id, pull.ref.repo), pull.base, None)

    return replace(desk, afterwards=afterwards)


def _group(job: Job, web: str) -> Pull:
    """What waits in the merge queue, as the pull request that it amounts to."""
    base, head = job.base or "", job.head or ""
    ref = PullRef(job.repo, 0, head)
    page = f"{web}/{job.repo}/commit/{head}"
    return Pull(ref, job.repo_id, base, "", job.sender, "", open=True, draft=False, fork=False, url=page)
