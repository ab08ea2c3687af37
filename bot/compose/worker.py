"""A worker put together from the settings."""

from __future__ import annotations

import random
import signal
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.compose.local import instruments, policy_for, settings
from bot.compose.service import Service
from bot.github.address import Endpoint
from bot.github.app import GitHubApp
from bot.intake.queue import DeliveryState
from bot.jobs.queue import JobQueue
from bot.jobs.worker import Worker
from bot.store.deliveries import Deliveries
from bot.store.engine import connect
from bot.store.heartbeats import Heartbeats
from bot.store.migrate import upgrade
from bot.store.reviews import Reviews
from config import logs
from config.environment import executable_path, new_executor_id

if TYPE_CHECKING:
    from bot.intake.job import Job


def work() -> None:
    """Work until SIGTERM or SIGINT, then let running reviews end. Raises `BadSettings` and `SandboxUnavailable`."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    build().run(stop)


def build() -> Worker:
    """Everything a worker needs, checked before it takes its first job. Raises `BadSettings` and `SandboxUnavailable`."""
    told, own, shared = settings(), settings().for_worker(), settings().for_web()
    logs.set_up(told.log_level, secrets=(own.private_key, shared.webhook_secret))
    told.data_dir.mkdir(parents=True, exist_ok=True)
    workspace = told.data_dir / "jobs"
    workspace.mkdir(mode=0o700, exist_ok=True)
    log = logs.logger("bot.review")
    tools = instruments(warn=lambda check, error: log.error("a check could not look", check=check, why=str(error)))
    upgrade(told.database_url)
    engine = connect(told.database_url)
    app = GitHubApp(Endpoint(told.api_url), own.app_id, own.private_key.reveal, clock=time.time, sleep=time.sleep)
    service = Service(app, tools, Reviews(engine), policy_for, shared.webhook_secret.reveal().encode(), workspace, executable_path())
    deliveries = Deliveries(engine)

    def done(job: Job) -> None:
        deliveries.settle_job(job.key, DeliveryState.DONE)

    def failed(job: Job, why: str) -> None:
        deliveries.settle_job(job.key, DeliveryState.FAILED, why)
        service.failed(job, why)

    return Worker(
        database_url=told.database_url,
        executor_id=new_executor_id(),
        queue=JobQueue(told.database_url, lambda: datetime.now(UTC)),
        heartbeats=Heartbeats(engine, tools.sandbox),
        handle=service.handle,
        done=done,
        failed=failed,
        clock=lambda: datetime.now(UTC),
        random=random.random,
    )
