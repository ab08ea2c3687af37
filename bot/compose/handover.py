"""After the review: what it made, handed to GitHub as a job of its own, where the operator has switched that on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.github.answer import Rejected
from bot.intake.job import Job
from bot.jobs.outcome import RetryLater
from bot.review.ports import ForgeFailed, NotGranted, PullGone
from bot.store.uploads import FAILED, REFUSED, SENT, Which
from config import logs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.intake.job import Reason
    from bot.jobs.queue import JobQueue
    from bot.review.examination import Examination
    from bot.review.parcel import Parcel
    from bot.review.ports import Pull
    from bot.store.uploads import Kept, Uploads

_log = logs.logger("bot.review")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where something of a review goes. `name` and `goods` are the words people read; `reason` is that of its jobs.

    `pack` makes it, or None when the review holds nothing for it. `send` hands it over, asking first where an earlier attempt
    may have arrived, gives how much of it was taken where that may be less than all, and raises like `bot.github.session.Session.write`.
    `refused` says in a sentence that it is not taken, where that of name and goods would not do.
    """

    name: str
    goods: str
    reason: Reason
    pack: Callable[[Pull, Examination], Parcel | None]
    send: Callable[[Job, Kept], int | None]
    refused: str = ""

    @property
    def refusal(self) -> str:
        """What is said of a refusal, to be followed by GitHub's own words."""
        return self.refused or f"{self.goods.capitalize()} do not go to {self.name}"


@dataclass(frozen=True, slots=True)
class Handover:
    """One destination, for the whole worker process; its methods are called from the worker's threads."""

    destination: Destination
    uploads: Uploads
    queue: JobQueue
    clock: Callable[[], datetime]

    def keep(self, installation: int, pull: Pull, examined: Examination) -> None:
        """Keep what a published review made and queue its sending, unless it was sent or would not be taken."""
        if self.uploads.refusal(pull.repo_id, self.clock()) is not None:
            return
        parcel = self.destination.pack(pull, examined)
        if parcel is not None:
            self.put(installation, pull, parcel)

    def put(self, installation: int, pull: Pull, parcel: Parcel) -> None:
        """The same for a parcel that is packed."""
        if self.uploads.refusal(pull.repo_id, self.clock()) is not None:
            return
        number = self.uploads.keep(pull.repo_id, pull.ref.head, parcel, self.clock())
        if number is None:
            return
        ref, name, reason = pull.ref, _name(parcel.digest, number), self.destination.reason
        job = Job(installation, ref.repo, pull.repo_id, ref.number, ref.head, reason, "bartizan", comment_id=None, delivery=name)
        self.queue.submit(job)

    def send(self, job: Job) -> None:
        """Hand over what waits. A refusal is remembered and said once; for everything else `RetryLater` is raised."""
        kept = self.uploads.begin(_which(job), self.clock())
        if kept is None:
            return
        to = self.destination
        try:
            taken = to.send(job, kept)
        except (NotGranted, Rejected, PullGone) as refusal:
            self._end(job, REFUSED, str(refusal))
            words = to.refused or f"{to.name} does not take {to.goods} of this repository"
            _log.warning(f"{words}; asked again after a day", why=str(refusal))
        except ForgeFailed as failure:
            raise RetryLater(str(failure), failure.retry_after) from failure
        else:
            self._end(job, SENT)
            _log.info(f"handed to {to.name}", count=kept.parcel.count if taken is None else taken)

    def failed(self, job: Job, why: str) -> None:
        """It was given up; the next review of the commit tries again."""
        self._end(job, FAILED, why)

    def notes(self, repo_id: int) -> tuple[str, ...]:
        """What the next check run says of a refusal."""
        said, to = self.uploads.refusal(repo_id, self.clock()), self.destination
        return () if said is None else (f"{to.refusal}, although it is switched on: {said}",)

    def _end(self, job: Job, state: str, said: str = "") -> None:
        self.uploads.end(_which(job), state, self.clock(), said)


def _name(digest: str, number: int) -> str:
    """What tells such jobs of one commit apart, where other jobs have their delivery: at most 64 characters."""
    return f"{digest}-{number}"


def _which(job: Job) -> Which:
    return Which(job.repo_id, job.head or "", job.delivery.partition("-")[0])
