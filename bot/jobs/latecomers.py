"""Deliveries that ask for a job just as it ends."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.intake.job import Job
    from bot.jobs.standing import Standing


class Ends(Protocol):
    """Who knows how far jobs are."""

    def last(self, job: Job) -> Standing | None:
        """The newest attempt at exactly this work."""
        ...


@dataclass(slots=True)
class Latecomers:
    """What ended here is told a second time, after the queue knows of it.

    `done` is told before the queue marks the job as done. Who asks for it in between is neither among those that `done` settles
    nor told by the queue that it is over, and would wait for ever. Safe to share between threads.
    """

    queue: Ends
    done: Callable[[Job], None]
    _ended: list[Job] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def after(self, job: Job) -> None:
        """The job was told to be done."""
        with self._lock:
            self._ended.append(job)

    def tell(self) -> None:
        """Tell again of those that the queue knows to be done; those still under way wait for the next time."""
        with self._lock:
            jobs, self._ended = self._ended, []
        while jobs:
            try:
                last = self.queue.last(jobs[-1])
                if last is not None and last.done:
                    self.done(jobs[-1])
            except Exception:
                with self._lock:
                    self._ended += jobs
                raise
            job = jobs.pop()
            if last is not None and last.active:
                self.after(job)
