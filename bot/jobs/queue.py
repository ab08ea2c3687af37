"""Jobs kept durably until a worker has done them. Needs the database only: no private key, no executor."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from dbos import DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions, error

from bot.intake.job import Job
from bot.intake.queue import QueueUnavailable, Receipt
from bot.jobs.names import APPLICATION, QUEUE, VERSION, WORKFLOW, Attempt, lane
from bot.jobs.schema import dbos_url
from bot.jobs.standing import Standing, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

WAITING = ["ENQUEUED", "DELAYED"]
ACTIVE = [*WAITING, "PENDING"]
# SQLite takes a limited number of values in one statement.
_AT_ONCE = 500


class JobQueue:
    """The queue in one database; opened on first use, so it may be made before a process forks. Safe to share between threads.

    Call `schema.prepare` once before. `turn` is entered while a job is being kept (writers of a SQLite file should take turns).
    """

    def __init__(
        self,
        database_url: str,
        clock: Callable[[], datetime],
        *,
        pool_size: int = 5,
        turn: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._clock = clock
        self._turn = turn
        self._client = DBOSClient(
            system_database_url=dbos_url(database_url),
            application_name=APPLICATION,
            serializer=DBOSPortableJSONSerializer(),
            system_database_pool_size=pool_size,
            lazy=True,
            # The sender waits for ten seconds at most: a lost database is told at once, not waited for.
            retry_connection_errors=False,
        )

    def submit(self, job: Job) -> Receipt:
        """Keep the job. Raises `QueueUnavailable`.

        The same work again is not `fresh`, unless it failed or another head has been asked for since (a push back to an older commit).
        """
        try:
            with self._turn():
                return self._keep(job)
        except Exception as fault:  # every driver has its own; none may become a lost delivery
            raise QueueUnavailable(f"the job could not be queued: {type(fault).__name__}") from fault

    def enqueue(self, job: Job, attempt: Attempt, *, tries: int = 0, delay: float = 0.0, new: bool = False) -> None:
        """Put one attempt into the job's lane; the same attempt again changes nothing.

        `tries` counts how often the job was tried before in this row of attempts; `delay` is in seconds.
        `new`: raise DBOS's own error when the attempt exists.
        """
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": QUEUE,
            "workflow_id": attempt.id,
            "workflow_id_reuse_policy": "reject" if new else "return-existing",
            "app_version": VERSION,
            "queue_partition_key": lane(job),
            # The pull request, in the column that `schema` has indexed: a search by the id's beginning would read the whole table.
            "authenticated_user": job.pull,
            "attributes": {
                "delivery": job.delivery,
                "installation": job.installation,
                "asked": round(self._clock().timestamp() * 1_000_000),
            },
        }
        if delay > 0:
            options["delay_seconds"] = delay
        self._client.enqueue(options, job.to_json(), tries)

    def attempts(self, job: Job) -> Sequence[Standing]:
        """Every attempt known at this job's pull request, oldest first."""
        known = self._client.list_workflows(user=job.pull, load_input=False)
        return sorted(standing(status) for status in known)

    def last(self, job: Job) -> Standing | None:
        """The newest attempt at exactly this work."""
        return _last(job, self.attempts(job))

    def superseded(self, job: Job) -> bool:
        """Whether another head of the pull request has been asked for since: the work may be given up."""
        return _outdated(job, self.attempts(job))

    def withdraw_outdated(self, job: Job, told: Callable[[Job], None] = lambda _: None) -> int:
        """Cancel what waits at the pull request for a head that is not the newest any more; how many. Each is `told` before it goes.

        Done by workers and not on arrival: the sender is answered after a single insert, and a worker meets an outdated job only once.
        A running job is told through `superseded` instead: cancelling it would free its lane while it still runs.
        """
        pushes = [each for each in self.attempts(job) if each.is_push]
        newest = max(pushes, default=None)
        older = [each.attempt.id for each in pushes if newest and each.waiting and each.head != newest.head and each < newest]
        if older:
            for status in self._client.list_workflows(workflow_ids=older, load_output=False):
                if status.input:
                    told(Job.from_json(str(status.input["args"][0])))
            self._client.cancel_workflows(older)
        return len(older)

    def forget(self, repo: str) -> int:
        """Remove every job of `owner/name` that is not on its way, with what it was told; how many."""
        beginnings = (f"{repo}#", f"{repo}@")
        found = self._client.list_workflows(workflow_id_prefix=list(beginnings), load_input=False, load_output=False)
        # Asked again here: in the database's patterns an underscore stands for any character.
        ids = [each.workflow_id for each in found if each.status not in ACTIVE and each.workflow_id.startswith(beginnings)]
        for start in range(0, len(ids), _AT_ONCE):
            self._client.delete_workflows(ids[start : start + _AT_ONCE])
        return len(ids)

    def reachable(self) -> bool:
        """Whether the queue's database answers."""
        try:
            self._client.check_connection()
        except Exception:  # noqa: BLE001 - whatever the driver raises, the answer is no
            return False
        return True

    def waiting(self) -> int:
        """How many jobs wait for a worker."""
        return len(self._client.list_workflows(queue_name=QUEUE, status=WAITING, load_input=False, load_output=False))

    def close(self) -> None:
        """Give the connections back."""
        self._client.destroy()

    def _keep(self, job: Job) -> Receipt:
        try:
            self.enqueue(job, Attempt(job.key), new=True)
        except error.DBOSWorkflowIDInUseError:
            pass
        else:
            return Receipt(job.key, fresh=True)
        known = self.attempts(job)
        last = _last(job, known)
        if last is None:
            # Forgotten in this instant.
            self.enqueue(job, Attempt(job.key))
            return Receipt(job.key, fresh=True)
        pushed_back = last.delivery != job.delivery and _outdated(job, known)
        if not pushed_back and not last.failed:
            return Receipt(job.key, fresh=False, done=last.done)
        self.enqueue(job, last.attempt.next)
        return Receipt(job.key, fresh=True)


def _last(job: Job, known: Sequence[Standing]) -> Standing | None:
    return max((each for each in known if each.attempt.key == job.key), key=lambda each: each.attempt.number, default=None)


def _outdated(job: Job, known: Sequence[Standing]) -> bool:
    mine = [each.asked for each in known if each.attempt.key == job.key]
    if job.head is None or not mine:
        return False
    return any(each.is_push and each.head != job.head and each.asked > max(mine) for each in known)
