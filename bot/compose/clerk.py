"""What is written down around a job: whose it is, whether it may be done now, and how its deliveries ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.intake.queue import DeliveryState
from config import logs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.compose.service import Service
    from bot.intake.job import Job
    from bot.store.deliveries import Deliveries
    from bot.store.installations import Installations

_log = logs.logger("bot.review")


@dataclass(frozen=True, slots=True)
class Clerk:
    """One for the whole worker process; its methods are called from the worker's threads."""

    service: Service
    deliveries: Deliveries
    installations: Installations
    clock: Callable[[], datetime]

    def handle(self, job: Job) -> None:
        """Do the job, unless its installation is suspended: it then ends at once. Raises `RetryLater`."""
        self.installations.met(job.repo_id, job.repo, job.installation, self.clock())
        if self.installations.suspended(job.installation):
            # What is still open when the App is called back is found by the sweep.
            self.deliveries.settle_job(job.key, DeliveryState.IGNORED, "installation-suspended")
            _log.info("withdrawn: the installation is suspended", installation=job.installation)
            return
        self.service.handle(job)

    def done(self, job: Job) -> None:
        """It ended well."""
        self.deliveries.settle_job(job.key, DeliveryState.DONE)

    def failed(self, job: Job, why: str) -> None:
        """It was given up. The check first: a crash in between leaves a delivery to be settled again, not a check that waits for ever."""
        self.service.failed(job, why)
        self.deliveries.settle_job(job.key, DeliveryState.FAILED, why)
