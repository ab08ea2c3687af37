"""Work of dead workers given to the living."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.intake.job import Job
from bot.jobs.names import APPLICATION, QUEUE
from bot.jobs.outcome import MAX_TAKEOVERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, timedelta

    from dbos import DBOSClient, WorkflowStatus


class Heartbeats(Protocol):
    """Signs of life of the worker processes."""

    def beat(self, executor: str, now: datetime) -> None:
        """Say that the executor is alive."""
        ...

    def silent_since(self, moment: datetime) -> Sequence[str]:
        """Executors last heard of before the moment."""
        ...

    def forget(self, executor: str) -> None:
        """Remove an executor that ended, or whose work was taken over."""
        ...


def take_over(client: DBOSClient, heartbeats: Heartbeats, now: datetime, patience: timedelta, failed: Callable[[Job, str], None]) -> int:
    """Put back into the queue what silent executors had begun; how many jobs.

    DBOS recovers by itself only what belongs to an executor id that starts again, and ours never do. An executor wrongly thought
    dead costs a review done twice, not a wrong one, because publishing reconciles.
    """
    count = 0
    for executor in heartbeats.silent_since(now - patience):
        begun = client.list_workflows(executor_id=executor, status="PENDING", queue_name=QUEUE, load_output=False)
        for status in begun:
            count += _put_back(client, status, failed)
        heartbeats.forget(executor)
    return count


def _put_back(client: DBOSClient, status: WorkflowStatus, failed: Callable[[Job, str], None]) -> int:
    takeovers = int((status.attributes or {}).get("takeovers", 0)) + 1
    if takeovers > MAX_TAKEOVERS:
        # Told first: if this process dies in between, it is told again.
        failed(Job.from_json(str(status.input["args"][0])) if status.input else _unreadable(status), f"it ended {takeovers} workers")
        client.update_workflow_attributes(status.workflow_id, {"given_up": True}, merge=True)
        client.cancel_workflow(status.workflow_id)
        return 0
    client.update_workflow_attributes(status.workflow_id, {"takeovers": takeovers}, merge=True)
    client.resume_workflow(status.workflow_id, queue_name=QUEUE)
    return 1


def _unreadable(status: WorkflowStatus) -> Job:
    raise LookupError(f"{APPLICATION}: the stored job {status.workflow_id[:200]!r} has no input")
