"""A worker whose jobs write what they do into a folder: `<folder>/<pull>/…`; killed and started again by the tests."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.intake.job import Job, Reason
from bot.jobs.outcome import RetryLater
from bot.jobs.queue import JobQueue
from bot.jobs.worker import Pace, Worker
from bot.store.engine import connect
from bot.store.heartbeats import Heartbeats
from bot.store.migrate import upgrade
from config import logs


class Handler:
    """Does a job in some steps; files in the folder tell it to be slow or to fail."""

    def __init__(self, folder: Path, queue: JobQueue) -> None:
        self._folder = folder
        self._queue = queue
        self._done: set[str] = set()

    def write(self, word: str, job: Job) -> None:
        with (self._folder / "log").open("a") as log:
            log.write(f"{time.time():.3f} {word} {job.key} {os.getpid()}\n")

    def __call__(self, job: Job) -> None:
        self.write("start", job)
        if (self._folder / f"dies-{job.number}").exists():
            os.kill(os.getpid(), signal.SIGKILL)
        if (self._folder / f"later-{job.number}").exists():
            (self._folder / f"later-{job.number}").unlink()
            raise RetryLater("the forge asked for patience", 0.2)
        if (self._folder / f"fails-{job.number}").exists():
            raise ValueError("a defect")
        until = time.monotonic() + float((self._folder / "slow").read_text())
        while time.monotonic() < until:
            if self._queue.superseded(job):
                self.write("gave-up", job)
                return
            time.sleep(0.02)
        self.write("end", job)

    def done(self, job: Job) -> None:
        """Told once, and then again to whoever came late."""
        self.write("again" if job.key in self._done else "done", job)
        self._done.add(job.key)


def main() -> None:
    url, name, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    logs.set_up("INFO", console=False)
    upgrade(url)
    queue = JobQueue(url, lambda: datetime.now(UTC))
    handler = Handler(folder, queue)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    worker = Worker(
        database_url=url,
        executor_id=name,
        queue=queue,
        heartbeats=Heartbeats(connect(url)),
        handle=handler,
        done=handler.done,
        failed=lambda job, why: handler.write(f"failed({why.split()[0]})", job),
        clock=lambda: datetime.now(UTC),
        random=random.random,
        pace=Pace(polling=0.1, heartbeat=0.3, patience=2.0, drain=5, first_delay=0.02),
    )
    handler.write("up", Job(1, "o/r", 1, 999, "f" * 40, Reason.OPENED, "x", None, "d"))
    sys.exit(0 if worker.run(stop) else 3)


if __name__ == "__main__":
    main()
