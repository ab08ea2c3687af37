"""One delivery received: from raw bytes to an answer, without Flask."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.intake.delivery import Delivery, verify
from bot.intake.job import Housekeeping, Ignored
from bot.intake.queue import RECEIVED, Claim, DeliveryState, Standing
from bot.intake.routing import route
from config import logs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.intake.job import Job
    from bot.intake.queue import Claims, Queue
    from config.secret import Secret

_EVENT = re.compile(r"[a-z_]{1,60}")
_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_log = logs.logger("bot.web")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: the HTTP status, its JSON, and the outcome under which it is counted."""

    status: int
    body: Mapping[str, str]
    outcome: str


@dataclass(frozen=True, slots=True)
class Reception:
    """What receiving a delivery needs. `recorded` keeps what is told about the app itself; `app_id` may be unknown."""

    secret: Secret
    queue: Queue
    claims: Claims
    clock: Callable[[], datetime]
    recorded: Callable[[Housekeeping, str], None]
    app_id: int | None = None

    def receive(self, headers: Mapping[str, str], raw: bytes) -> Answer:
        """Verify, claim, route and keep. `headers` are looked up in lower case, without the `X-` prefix."""
        if not verify(self.secret, raw, headers.get("hub-signature-256")):
            return Answer(401, {"error": "the signature is missing or wrong"}, "unsigned")
        delivery = _read(headers, raw)
        if delivery is None:
            return Answer(400, {"error": "not a delivery: its event, its id or its JSON object is missing or malformed"}, "malformed")
        with logs.about(delivery=delivery.id):
            try:
                return self._take(delivery)
            except Exception as error:  # noqa: BLE001 - whatever a database raises, the sender must learn to deliver again
                _log.error("a delivery could not be kept", error=type(error).__name__, why=str(error)[:500])
                self._give_back(delivery)
                return Answer(503, {"error": "the delivery could not be kept; deliver it again"}, "unavailable")

    def _take(self, delivery: Delivery) -> Answer:
        routed = route(delivery, self.app_id)
        # Written with the claim: a worker may have done the job before the queue's answer is back.
        claim = self.claims.claim(delivery.id, delivery.event, delivery.action, self.clock(), _standing(routed))
        if claim is Claim.DONE:
            return Answer(202, {"ignored": "already-done"}, "repeated")
        if isinstance(routed, Ignored):
            return Answer(202, {"ignored": routed.why.value}, routed.why.value)
        if isinstance(routed, Housekeeping):
            self.recorded(routed, delivery.id)
            self.claims.settle(delivery.id, DeliveryState.DONE)
            return Answer(202, {"recorded": routed.event}, "recorded")
        if claim is Claim.UNFINISHED:
            self.claims.settle(delivery.id, DeliveryState.QUEUED, job=routed.key)
        return self._keep(delivery, routed)

    def _keep(self, delivery: Delivery, job: Job) -> Answer:
        receipt = self.queue.submit(job)
        if receipt.done:
            self.claims.settle(delivery.id, DeliveryState.DONE)
        _log.info("delivery kept", job=receipt.key, fresh=receipt.fresh, event_name=delivery.event, installation=job.installation)
        return Answer(202, {"job": receipt.key}, "queued" if receipt.fresh else "known")

    def _give_back(self, delivery: Delivery) -> None:
        try:
            self.claims.settle(delivery.id, DeliveryState.FAILED, "not-queued")
        except Exception as error:  # noqa: BLE001 - an unsettled claim is unfinished and is taken again all the same
            _log.warning("the claim could not be given back", error=type(error).__name__)


def _standing(routed: Job | Ignored | Housekeeping) -> Standing:
    match routed:
        case Ignored(why=why):
            return Standing(DeliveryState.IGNORED, why.value)
        case Housekeeping():
            return RECEIVED
        case _:
            return Standing(DeliveryState.QUEUED, job=routed.key)


def _read(headers: Mapping[str, str], raw: bytes) -> Delivery | None:
    event, id_ = headers.get("github-event", ""), headers.get("github-delivery", "")
    if not _EVENT.fullmatch(event) or not _ID.fullmatch(id_):
        return None
    try:
        # Decoded here, because `json.loads` would guess UTF-16 from the bytes. A deep nesting ends in RecursionError.
        payload = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return Delivery(id_, event, payload) if isinstance(payload, dict) else None
