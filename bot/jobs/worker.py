"""A worker process: takes jobs from the queue, does them, tries them again, and takes over from workers that died."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer

from bot.intake.job import Job
from bot.jobs import outcome, standing
from bot.jobs.latecomers import Latecomers
from bot.jobs.names import APPLICATION, VERSION, WORKFLOW, Attempt
from bot.jobs.schema import POLLING_SECONDS, dbos_url, prepare
from bot.jobs.takeover import take_over
from config import logs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.jobs.queue import JobQueue
    from bot.jobs.takeover import Heartbeats

# Workers that start together, or again and again, sweep once in so many seconds.
_AT_START = 60.0
_log = logs.logger("bot.jobs")


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in seconds. `patience`: silence after which a worker counts as dead; `drain`: what running jobs get at the end.

    `sweep`: from one sweep to the next; `fresh`: how long a pull request is left to its webhook before a sweep minds it.
    """

    polling: float = POLLING_SECONDS
    heartbeat: float = 10.0
    patience: float = 60.0
    drain: int = 25
    first_delay: float = outcome.FIRST_DELAY
    sweep: float = 3600.0
    fresh: float = 120.0


class Worker:
    """One worker process; there can be only one in a process, because DBOS is one per process.

    `handle` does the job; it raises `RetryLater` to have it tried again. Any other exception is tried again too, and all of them
    `outcome.MAX_TRIES` times at most; then `failed` is told. `done` is told of every job that ended well or was
    superseded, so that deliveries can be settled. Everything may happen twice (a crash between an act and its record), nothing is left out.
    `sweep` looks for what was missed, unless another worker did within so many seconds; it ends soon after the event is set.
    """

    def __init__(
        self,
        *,
        database_url: str,
        executor_id: str,
        queue: JobQueue,
        heartbeats: Heartbeats,
        handle: Callable[[Job], None],
        done: Callable[[Job], None],
        failed: Callable[[Job, str], None],
        clock: Callable[[], datetime],
        random: Callable[[], float],
        concurrency: int = 4,
        pace: Pace | None = None,
        sweep: Callable[[threading.Event, float], None] = lambda _stop, _apart: None,
    ) -> None:
        self._url = dbos_url(database_url)
        self._executor = executor_id
        self._queue = queue
        self._heartbeats = heartbeats
        self._handle = handle
        self._latecomers = Latecomers(queue, done)
        self._tell_done = done
        self._failed = failed
        self._clock = clock
        self._random = random
        self._concurrency = concurrency
        self._pace = pace or Pace()
        self._sweep = sweep

    def run(self, stop: threading.Event) -> bool:
        """Work until `stop` is set, then let running jobs end; whether all of them did. What did not is taken over by another worker."""
        prepare(self._url, concurrency=self._concurrency, polling=self._pace.polling)
        # The sign of life stands before the first job is taken: otherwise nobody would miss this worker.
        self._heartbeats.beat(self._executor, self._clock())
        DBOS(config=self._config())
        logs.adopt()
        self._register()
        DBOS.launch()
        client = DBOSClient(system_database_url=self._url, application_name=APPLICATION, serializer=DBOSPortableJSONSerializer())
        _log.info("worker started", executor=self._executor)
        sweeping = threading.Thread(target=self._keep_sweeping, args=(stop,), name="sweep", daemon=True)
        sweeping.start()
        try:
            while not stop.wait(self._pace.heartbeat):
                self._pulse(client)
        finally:
            ended = self._end(client)
            sweeping.join(self._pace.drain)
        return ended

    def _keep_sweeping(self, stop: threading.Event) -> None:
        """At the start and then at intervals, beside the signs of life, which must not wait for it. What goes wrong is tried next time."""
        apart = min(self._pace.sweep, _AT_START)
        while not stop.is_set():
            try:
                self._sweep(stop, apart)
            except Exception:  # noqa: BLE001 - see above
                _log.exception("the sweep was not finished; the next one is tried as usual")
            stop.wait(self._pace.sweep)
            apart = self._pace.sweep * 0.9

    def _register(self) -> None:
        # DBOS writes its own marks onto the function, which a bound method does not allow.
        def attempt(text: str, tries: int) -> str:
            return self._attempt(text, tries)

        DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)(attempt)

    def _config(self) -> DBOSConfig:
        return {
            "name": APPLICATION,
            "system_database_url": self._url,
            "application_version": VERSION,
            "executor_id": self._executor,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "WARNING",
            "run_migrations": False,
            # Nothing here waits for notifications or events.
            "use_listen_notify": False,
        }

    def _pulse(self, client: DBOSClient) -> None:
        """One sign of life, and a look for workers without one. A database that is away must not end the worker."""
        try:
            now = self._clock()
            self._heartbeats.beat(self._executor, now)
            self._latecomers.tell()
            taken = take_over(client, self._heartbeats, now, timedelta(seconds=self._pace.patience), self._failed)
            if taken:
                _log.warning("took over jobs of workers that fell silent", jobs=taken)
        except Exception:  # noqa: BLE001 - see above
            _log.exception("no sign of life could be given; the next one is tried as usual")

    def _end(self, client: DBOSClient) -> bool:
        """Stop taking jobs, wait for the running ones, and say whether none is left."""
        # DBOS waits by the second and counts its own threads; 0 would not wait at all.
        DBOS.destroy(workflow_completion_timeout_sec=max(1, self._pace.drain))
        left = client.list_workflows(executor_id=self._executor, status="PENDING", load_input=False, load_output=False)
        if not left:
            self._heartbeats.forget(self._executor)
        client.destroy()
        _log.info("worker ended", executor=self._executor, left=len(left))
        return not left

    def _attempt(self, text: str, tries: int) -> str:
        """One attempt at a job, as a DBOS workflow without steps: after a crash it starts from its beginning."""
        job = Job.from_json(text)
        attempt = Attempt.named(str(DBOS.workflow_id))
        with logs.about(delivery=job.delivery, job=job.key):
            if self._queue.superseded(job):
                self._queue.withdraw_outdated(job, self._tell_done)
                self._done(job)
                return standing.SUPERSEDED
            try:
                self._handle(job)
            except outcome.RetryLater as error:
                return self._again(job, attempt, tries + 1, error)
            except Exception as error:  # noqa: BLE001 - the reason stands below
                # A defect of ours or an unforeseen answer: it must neither end the worker nor lose the job.
                _log.exception("the job failed unexpectedly")
                return self._again(job, attempt, tries + 1, outcome.RetryLater(f"{type(error).__name__} (see the worker's log)"))
            self._done(job)
            return standing.DONE

    def _done(self, job: Job) -> None:
        self._tell_done(job)
        self._latecomers.after(job)

    def _again(self, job: Job, attempt: Attempt, tries: int, error: outcome.RetryLater) -> str:
        """Queue the next attempt and end this one, so that no thread sleeps; after the last, say so."""
        if tries >= outcome.MAX_TRIES:
            _log.error("the job failed", tries=tries, why=str(error))
            self._failed(job, str(error))
            return standing.FAILED
        wait = outcome.delay(tries, error.after, self._random(), first=self._pace.first_delay)
        _log.warning("the job is tried again", tries=tries, seconds=round(wait), why=str(error))
        self._queue.enqueue(job, attempt.next, tries=tries, delay=wait)
        return standing.RETRIED
