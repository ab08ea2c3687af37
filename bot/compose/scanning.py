"""After the review: its report handed to code scanning as a job of its own, where the operator has switched that on."""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.github.answer import Rejected
from bot.intake.job import Job, Reason
from bot.jobs.outcome import RetryLater
from bot.review.code_scanning import scanning_report
from bot.review.ports import ForgeFailed, NotGranted, PullGone, PullRef
from bot.review.sarif import as_sarif
from bot.store.uploads import FAILED, REFUSED, SENT, Which
from config import logs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.github.app import GitHubApp
    from bot.jobs.queue import JobQueue
    from bot.review.examination import Examination
    from bot.review.ports import Pull
    from bot.store.uploads import Uploads

_log = logs.logger("bot.review")


@dataclass(frozen=True, slots=True)
class Scanning:
    """One for the whole worker process; its methods are called from the worker's threads."""

    app: GitHubApp
    uploads: Uploads
    queue: JobQueue
    clock: Callable[[], datetime]

    def keep(self, installation: int, pull: Pull, examined: Examination) -> None:
        """Keep the report of a published review and queue its upload, unless it was uploaded or would not be taken."""
        if self.uploads.refusal(pull.repo_id, self.clock()) is not None:
            return
        report = scanning_report(as_sarif(examined, importlib.metadata.version("bartizan")))
        number = self.uploads.keep(pull.repo_id, pull.ref.head, report, self.clock())
        if number is None:
            return
        ref, name = pull.ref, _name(report.digest, number)
        self.queue.submit(
            Job(installation, ref.repo, pull.repo_id, ref.number, ref.head, Reason.UPLOAD, "bartizan", comment_id=None, delivery=name)
        )

    def send(self, job: Job) -> None:
        """Upload what waits. A refusal is remembered and said once; for everything else `RetryLater` is raised."""
        ref = PullRef(job.repo, job.number or 0, job.head or "")
        kept = self.uploads.begin(_which(job), self.clock())
        if kept is None:
            return
        try:
            with self.app.code_scanning(job.installation, job.repo_id) as scanning:
                if kept.tried is None or not scanning.arrived(ref, kept.report.results, kept.tried):
                    scanning.upload(ref, kept.report)
        except (NotGranted, Rejected, PullGone) as refusal:
            self._end(job, REFUSED, str(refusal))
            _log.warning("code scanning does not take reports of this repository; asked again after a day", why=str(refusal))
        except ForgeFailed as failure:
            raise RetryLater(str(failure), failure.retry_after) from failure
        else:
            self._end(job, SENT)
            _log.info("handed to code scanning", results=kept.report.results)

    def failed(self, job: Job, why: str) -> None:
        """It was given up; the next scan of the commit tries again."""
        self._end(job, FAILED, why)

    def notes(self, repo_id: int) -> tuple[str, ...]:
        """What the next check run says of a refusal."""
        said = self.uploads.refusal(repo_id, self.clock())
        return () if said is None else (f"Reports do not go to code scanning, although it is switched on: {said}",)

    def _end(self, job: Job, state: str, said: str = "") -> None:
        self.uploads.end(_which(job), state, self.clock(), said)


def _name(digest: str, number: int) -> str:
    """What tells upload jobs of one commit apart, where other jobs have their delivery: at most 64 characters."""
    return f"{digest}-{number}"


def _which(job: Job) -> Which:
    return Which(job.repo_id, job.head or "", job.delivery.partition("-")[0])
