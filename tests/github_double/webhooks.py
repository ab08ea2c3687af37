"""Webhooks as GitHub sends them: signed over the raw bytes, with its headers, recorded with their answers."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.github_double.model import Delivery
from tests.github_double.schema import validate
from tests.github_double.state import Violation

if TYPE_CHECKING:
    from tests.github_double.state import State

_PATIENCE = 10.0


def signature(secret: str, body: bytes) -> str:
    """The value of `X-Hub-Signature-256`."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def headers(state: State, delivery: Delivery, body: bytes, secret: str | None) -> dict[str, str]:
    """The headers of a delivery. `secret`: the App's when None."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "GitHub-Hookshot/7f4f8d9",
        "Accept": "*/*",
        "X-GitHub-Delivery": delivery.guid,
        "X-GitHub-Event": delivery.event,
        "X-GitHub-Hook-ID": str(state.app.id),
        "X-GitHub-Hook-Installation-Target-ID": str(state.app.id),
        "X-GitHub-Hook-Installation-Target-Type": "integration",
        "X-Hub-Signature-256": signature(state.app.webhook_secret if secret is None else secret, body),
    }


def prepare(state: State, event: str, payload: dict[str, Any], target: str, guid: str | None = None) -> Delivery:
    """A delivery that is not sent yet; its payload is checked against GitHub's schema."""
    action = payload.get("action")
    errors = validate.webhook_errors(event, action, payload)
    if errors:
        state.violations.append(Violation("webhook", f"{event}.{action}", tuple(errors), payload))
    installation, repository = payload.get("installation"), payload.get("repository")
    number = state.take_id()
    where = (installation["id"] if installation else None, repository["id"] if repository else None)
    return Delivery(number, guid or str(uuid.uuid4()), event, action, state.now(), payload, target, *where)


def send(state: State, delivery: Delivery, *, secret: str | None = None) -> Delivery:
    """Send it, wait for the answer (10 s), and keep both. Does not raise when nobody answers: `status_code` is 0 then."""
    body = json.dumps(delivery.payload).encode()
    request = urllib.request.Request(delivery.target, body, headers(state, delivery, body, secret), method="POST")
    began = time.monotonic()
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            delivery.status_code, delivery.response = answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        delivery.status_code, delivery.response = error.code, error.read().decode(errors="replace")
        error.close()
    except OSError as error:
        delivery.status_code, delivery.response = 0, str(error)
    delivery.duration = round(time.monotonic() - began, 3)
    with state.lock:
        state.deliveries.append(delivery)
    return delivery


def redeliver_soon(state: State, delivery: Delivery) -> None:
    """Send a delivery again from a thread, with the same GUID and a new id."""
    again = replace(delivery, id=state.take_id(), redelivery=True, delivered_at=state.now(), status_code=0, response="")
    threading.Thread(target=send, args=(state, again), daemon=True).start()
