"""Open pull requests of one installation whose head nobody looked at: each is queued, within a number of requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.github.check_runs import RENEWED
from bot.intake.missed import Stood, swept, unanswered
from bot.review.ports import ForgeFailed, PullGone
from bot.store.audit import Entry
from config import logs

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from datetime import datetime

    from bot.compose.standing import Standing
    from bot.github.app import GitHubApp, Work
    from bot.github.pulls import OpenPull
    from bot.intake.job import Job
    from bot.jobs.queue import JobQueue
    from bot.store.audit import Audit
    from bot.store.installations import Installations
    from bot.store.reviews import Reviews
    from bot.store.sweeps import Sweeps

# The first sweep looks back so far, and every other one before the last: what was being worked on then may have been lost since.
FIRST = timedelta(days=3)
OVERLAP = timedelta(days=1)
# Requests for one installation in one sweep, of the 5000 that it has in an hour.
BUDGET = 300
# To mint, list and revoke; and to read a head's check runs, the first of a repository with a token that is minted and revoked.
_FOR_REPOSITORY = 3
_FOR_FIRST_HEAD = 3
_FOR_HEAD = 1
# To read the default branch and its tip. So many looks are queued in one sweep of an installation: each is work for the engines.
_FOR_DEFAULT = 2
MOST_LOOKS = 20
_MOST_REPOSITORIES = 5000
_MOST_PULLS = 300
_FAILURES = 3
_ACTOR = "bartizan"
_log = logs.logger("bot.sweep")


@dataclass(slots=True)
class _Tally:
    spent: int = 0
    # When the last complete sweep began.
    seen: datetime | None = None
    repositories: int = 0
    failures: int = 0
    looks: int = 0
    # The repository for whose check runs there is a token.
    reading: int = 0
    queued: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Heads:
    """`fresh`: what was touched so lately is left to its webhook. `clock` gives the time with its zone.

    `standing`: what keeps the issue about advisories.
    `paused` tells who has paused the pull request of that repository's number and its own.
    """

    app: GitHubApp
    queue: JobQueue
    reviews: Reviews
    audit: Audit
    installations: Installations
    sweeps: Sweeps
    clock: Callable[[], datetime]
    fresh: timedelta
    standing: Standing | None = None
    paused: Callable[[int, int], str | None] = lambda _repository, _number: None
    budget: int = BUDGET

    def look(self, installation: int, stop: threading.Event) -> None:
        """Go through the installation's repositories from where the last sweep was cut. Raises `ForgeFailed` and `PullGone`."""
        name = f"heads/{installation}"
        progress, tally = self.sweeps.begin(name, self.clock()), _Tally()
        since = progress.through - OVERLAP if progress.through else progress.began - FIRST
        tally.seen = progress.through
        covered, whole = self.app.repositories(installation, _MOST_REPOSITORIES)
        lost = self.installations.reconcile(installation, covered, self.clock(), whole=whole)
        place = progress.place
        left = sorted(repo_id for repo_id in covered if repo_id > place)
        for repo_id in left:
            if stop.is_set() or tally.spent >= self.budget or not self._goes_on(installation, (repo_id, covered[repo_id]), since, tally):
                self.sweeps.cut(name, place)
                break
            place = repo_id
        else:
            self.sweeps.complete(name, progress.began)
        told = {"looked_at": tally.repositories, "of": len(left), "failed": tally.failures, "lost": len(lost), "queued": len(tally.queued)}
        _log.info("looked for heads without a verdict", installation=installation, requests=tally.spent, whole=whole, **told)

    def _goes_on(self, installation: int, repository: tuple[int, str], since: datetime, tally: _Tally) -> bool:
        """Look at one repository; whether the next one may be asked about."""
        try:
            self._repository(installation, repository, since, tally)
        except PullGone as gone:
            _log.info("a repository has gone", repository=repository[1], why=str(gone))
        except ForgeFailed as failure:
            tally.failures += 1
            _log.warning("a repository could not be looked at", repository=repository[1], why=str(failure))
            return failure.retry_after is None and tally.failures < _FAILURES
        tally.repositories += 1
        return True

    def _repository(self, installation: int, repository: tuple[int, str], since: datetime, tally: _Tally) -> None:
        repo_id, repo = repository
        tally.spent += _FOR_REPOSITORY
        with self.app.work(installation, repo_id) as work:
            touched = work.pulls.updated_since(repo, since, _MOST_PULLS)
            if len(touched) == _MOST_PULLS:
                _log.warning("only the pull requests touched last were looked at", repository=repo, looked_at=_MOST_PULLS)
            for one in touched:
                if one.updated <= self.clock() - self.fresh:
                    self._head(installation, work, one, tally)
            if self.standing is not None and tally.looks < MOST_LOOKS:
                tally.spent += _FOR_DEFAULT
                _, tip = work.pulls.default_head(repo)
                tally.looks += self.standing.ask(installation, repository, tip, tip)

    def _head(self, installation: int, work: Work, one: OpenPull, tally: _Tally) -> None:
        """Our own memory first, then our queue, and GitHub only for what neither knows.

        A head that was reviewed is looked at once more: a worker that died may have left a check run of it in progress.
        """
        ref, repo_id = one.pull.ref, one.pull.repo_id
        record = self.reviews.find(str(ref))
        if record is not None and tally.seen is not None and record.finished < tally.seen:
            return
        job = swept(installation, repo_id, (ref.repo, ref.number, ref.head), self.clock())
        if job is None or self._in_hand(job, repo_id):
            return
        tally.spent += _FOR_HEAD if tally.reading == repo_id else _FOR_FIRST_HEAD
        tally.reading = repo_id
        checks = work.forge.checks(one.pull)
        if unanswered([Stood(check.completed, check.conclusion) for check in checks]) and (checks or record is None):
            self.queue.submit(job)
            tally.queued.append(job.key)
            self.audit.append(Entry(self.clock(), _ACTOR, "sweep.queued", job.key, {"installation": installation}))
            return
        for left in (check for check in checks if not check.completed):
            work.forge.supersede(one.pull, left.id, RENEWED)
            _log.info("closed a check run that was left in progress", pull=str(ref))

    def _in_hand(self, job: Job, repo_id: int) -> bool:
        """Whether the head waits for a worker, or its pull request is paused and a worker has said so there."""
        here = [each for each in self.queue.attempts(job) if each.head == job.head]
        if any(each.active for each in here):
            return True
        return any(each.done for each in here) and job.number is not None and self.paused(repo_id, job.number) is not None
