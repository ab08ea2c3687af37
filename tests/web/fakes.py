"""Fakes of what the web application needs, and a client that signs."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry

from bot.intake.queue import RECEIVED, Claim, DeliveryState, QueueUnavailable, Receipt, Standing
from bot.web.app import create_app
from bot.web.health import Reading
from bot.web.metrics import Metrics
from config.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from werkzeug.test import TestResponse

    from bot.intake.job import Housekeeping, Job

SECRET = "It's a Secret to Everybody"


@dataclass
class FakeQueue:
    jobs: dict[str, Job] = field(default_factory=dict)
    broken: bool = False

    def submit(self, job: Job) -> Receipt:
        if self.broken:
            raise QueueUnavailable("no database")
        fresh = job.key not in self.jobs
        self.jobs[job.key] = job
        return Receipt(job.key, fresh)


@dataclass
class FakeClaims:
    states: dict[str, tuple[DeliveryState, str]] = field(default_factory=dict)
    broken: bool = False

    def claim(self, id_: str, event: str, action: str, now: datetime, stands: Standing = RECEIVED) -> Claim:
        if self.broken:
            raise OSError("no database")
        if id_ not in self.states:
            self.states[id_] = (stands.state, stands.why or stands.job)
            return Claim.NEW
        return Claim.DONE if self.states[id_][0] in {DeliveryState.DONE, DeliveryState.IGNORED} else Claim.UNFINISHED

    def settle(self, id_: str, state: DeliveryState, why: str = "", job: str = "") -> None:
        self.states[id_] = (state, why or job)


@dataclass
class Site:
    queue: FakeQueue = field(default_factory=FakeQueue)
    claims: FakeClaims = field(default_factory=FakeClaims)
    readings: list[Reading] = field(default_factory=lambda: [Reading("database", well=True, said="answers")])
    told: list[Housekeeping] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.app: Flask = create_app(
            secret=Secret(SECRET),
            queue=self.queue,
            claims=self.claims,
            health=self.health,
            metrics=Metrics(CollectorRegistry()),
            clock=lambda: datetime(2027, 1, 1, tzinfo=UTC),
            recorded=lambda what, _delivery: self.told.append(what),
        )

    def health(self) -> Sequence[Reading]:
        return self.readings

    def deliver(self, payload: object, event: str = "pull_request", id_: str = "one", **headers: str) -> TestResponse:
        return self.post(json.dumps(payload).encode(), {"X-GitHub-Event": event, "X-GitHub-Delivery": id_} | headers)

    def post(self, raw: bytes, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:  # noqa: ANN401 - the client's own
        said = {"Content-Type": "application/json", "X-Hub-Signature-256": signature(raw)} | (headers or {})
        return self.app.test_client().post("/webhooks/github", data=raw, headers={k: v for k, v in said.items() if v}, **more)

    def metrics(self) -> str:
        return self.app.test_client().get("/metrics").text


def signature(raw: bytes) -> str:
    return "sha256=" + hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()
