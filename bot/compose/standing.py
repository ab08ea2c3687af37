"""Advisories that came after the code: compared with the default branch as a job of its own, and told in one issue."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.github.answer import AnswerLost, Rejected
from bot.intake.job import BadJob, Job, Reason
from bot.jobs.outcome import RetryLater
from bot.review.acknowledgement import Acknowledgements
from bot.review.advisory_issue import ours, plan, subject
from bot.review.exposure import expose
from bot.review.marker import Signer
from bot.review.ports import FetchRefused, ForgeFailed, NotGranted, Pull, PullGone, PullRef
from checks.core.dependency import AdvisoriesUnavailable
from config import logs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.github.app import GitHubApp, Work
    from bot.jobs.queue import JobQueue
    from bot.review.exposure import Exposure
    from bot.review.pipeline import Desk
    from bot.store.looks import Looks
    from checks.core.dependency import Advisories

_DIGITS = 32
_log = logs.logger("bot.advisories")


@dataclass(frozen=True, slots=True)
class Standing:
    """One for the whole worker process; its methods are called from the worker's threads and from the sweep."""

    app: GitHubApp
    looks: Looks
    queue: JobQueue
    knowledge: Advisories
    clock: Callable[[], datetime]

    def ask(self, installation: int, repository: tuple[int, str], commit: str, head: str | None) -> bool:
        """Queue a look at the default branch if one is due. `head`: its tip, when known; `commit` only names the job."""
        (repo_id, repo), snapshot, now = repository, self._snapshot(), self.clock()
        if not snapshot or not self.looks.due(repo_id, snapshot, head, now):
            return False
        # With the day in its name, what was given up is tried again on another one.
        name = f"{snapshot}-{now:%Y%m%d}"
        try:
            job = Job(installation, repo, repo_id, None, commit, Reason.ADVISORIES, "bartizan", comment_id=None, delivery=name)
        except BadJob:
            return False
        self.queue.submit(job)
        return True

    def look(self, job: Job, desk_for: Callable[[Work], Desk]) -> None:
        """Make the issue agree with the default branch. What will not change soon is remembered for a day, all else is `RetryLater`."""
        snapshot = self._snapshot()
        try:
            with self.app.work(job.installation, job.repo_id) as work, self.app.issues(job.installation, job.repo_id) as issues:
                signer = Signer(desk_for(work).key, subject(job.repo_id))
                # First what may be refused, then the work.
                posted = ours(issues.ours(job.repo), signer)
                branch, head = work.pulls.default_head(job.repo)
                step = plan(self._exposure(job, desk_for(work), branch, head), head, posted, signer)
                if step is not None:
                    issues.write(job.repo, step)
        except AnswerLost as lost:
            raise RetryLater(str(lost), lost.retry_after) from lost
        except NotGranted as refusal:
            self.looks.refused(job.repo_id, str(refusal), self.clock())
            _log.warning("the issue about advisories may not be written; asked again after a day", why=str(refusal))
        except (Rejected, PullGone, FetchRefused) as failure:
            self.failed(job, str(failure))
        except ForgeFailed as failure:
            raise RetryLater(str(failure), failure.retry_after) from failure
        else:
            self.looks.looked(job.repo_id, snapshot, head, self.clock())
            _log.info("compared the default branch with the advisories", wrote=step is not None)

    def failed(self, job: Job, why: str) -> None:
        """It was given up; the reason is kept, and it is tried again after a day."""
        self.looks.failed(job.repo_id, why, self.clock())
        _log.error("the default branch could not be compared with the advisories", why=why)

    def _exposure(self, job: Job, desk: Desk, branch: str, head: str) -> Exposure:
        tip = Pull(PullRef(job.repo, 0, head), job.repo_id, head, branch, "", "", open=True, draft=False, fork=False, url="")
        today = self.clock().date()
        with desk.source.open(tip) as sides:
            people = Acknowledgements(tuple(desk.acknowledged(job.repo_id)))
            return expose(sides, desk.instruments, desk.policy_for(sides.policy)[0], today, people)

    def _snapshot(self) -> str:
        """Which advisories these are; empty when there are none to be had, which the reviews say."""
        try:
            told = self.knowledge.snapshot()
        except AdvisoriesUnavailable:
            return ""
        return hashlib.sha256(f"{told.as_of}\0{told.counts}".encode()).hexdigest()[:_DIGITS]
