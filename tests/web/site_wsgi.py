"""The real application on the database named in the environment, as gunicorn is to serve it in tests and benches."""

from __future__ import annotations

from datetime import UTC, datetime

from prometheus_client import CollectorRegistry

from bot.jobs.queue import JobQueue
from bot.store.deliveries import Deliveries
from bot.store.engine import connect
from bot.store.turns import turns
from bot.web.app import create_app
from bot.web.health import Reading
from bot.web.metrics import Metrics
from config import environment
from config.settings import Settings

settings = Settings.read(environment.read(), home=environment.home(), prefix=environment.prefix())
turn = turns(settings.database_url)
queue = JobQueue(settings.database_url, lambda: datetime.now(UTC), turn=turn)
app = create_app(
    secret=settings.for_web().webhook_secret,
    queue=queue,
    claims=Deliveries(connect(settings.database_url), turn),
    health=lambda: [Reading("queue", well=queue.reachable(), said="", value=queue.waiting(), unit="jobs")],
    metrics=Metrics(CollectorRegistry(), environment.metrics_folder()),
    clock=lambda: datetime.now(UTC),
    recorded=lambda _what, _delivery: None,
)
