"""Resolving the threads of fixed findings, as a job of its own after the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.compose.handover import Destination
from bot.intake.job import Reason
from bot.review.parcel import opened

if TYPE_CHECKING:
    from bot.github.app import GitHubApp
    from bot.intake.job import Job
    from bot.store.uploads import Kept


def thread_resolution(app: GitHubApp) -> Destination:
    """What it hands over is packed where the comments are known, not from what was examined."""

    def send(job: Job, kept: Kept) -> int:
        # To resolve what is resolved changes nothing: nothing needs to be asked after a lost answer.
        with app.threads(job.installation, job.repo_id) as threads:
            return threads.settle(opened(kept.parcel)["threads"])

    return Destination(
        "thread resolution", "threads", Reason.THREADS, lambda _pull, _examined: None, send, "Threads of fixed findings are not resolved"
    )
