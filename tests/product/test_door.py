"""Bad input at the webhook: a clear refusal each, counted, and nothing queued."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import subprocess
import sys
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.demo import processes
from tests.github_double import payloads
from tests.github_double.webhooks import signature
from tests.product.stage import INNOCENT, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.xdist_group("product-door")

Headers = dict[str, str]


def headers(stage: Stage, raw: bytes, **changed: str | None) -> Headers:
    """A correct delivery's headers; None takes one away."""
    whole: dict[str, str | None] = {
        "Content-Type": "application/json",
        "X-GitHub-Delivery": hashlib.sha256(raw).hexdigest()[:32],
        "X-GitHub-Event": "pull_request",
        "X-Hub-Signature-256": signature(stage.double.webhook_secret, raw),
    }
    whole |= {name.replace("_", "-"): value for name, value in changed.items()}
    return {name: value for name, value in whole.items() if value is not None}


def post(stage: Stage, raw: bytes | Iterable[bytes], sent: Headers) -> int:
    """The status; the server may hang up before everything is sent."""
    connection = http.client.HTTPConnection(urlsplit(stage.url).netloc, timeout=20)
    with closing(connection):
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.request("POST", "/webhooks/github", raw, sent, encode_chunked=not isinstance(raw, bytes))
        return connection.getresponse().status


def opened(stage: Stage) -> dict[str, Any]:
    return stage.propose({"add.py": INNOCENT}).payload("opened")


def sha1(stage: Stage, raw: bytes) -> str:
    return "sha1=" + hmac.new(stage.double.webhook_secret.encode(), raw, "sha1").hexdigest()


@pytest.mark.parametrize("kind", ["unsigned", "wrongly signed", "sha1 only", "sha1 in its place", "empty", "of another body"])
def test_a_delivery_that_github_did_not_sign_is_refused(stage: Stage, kind: str) -> None:
    raw = json.dumps(opened(stage)).encode()
    wrongs: dict[str, dict[str, str | None]] = {
        "unsigned": {"X_Hub_Signature_256": None},
        "wrongly signed": {"X_Hub_Signature_256": signature("another secret", raw)},
        "sha1 only": {"X_Hub_Signature_256": None, "X_Hub_Signature": sha1(stage, raw)},
        "sha1 in its place": {"X_Hub_Signature_256": sha1(stage, raw)},
        "empty": {"X_Hub_Signature_256": ""},
        "of another body": {"X_Hub_Signature_256": signature(stage.double.webhook_secret, raw + b" ")},
    }
    jobs, counted = stage.jobs(), stage.metric("pull_request", "unsigned")

    status = post(stage, raw, headers(stage, raw, **wrongs[kind]))

    assert status == 401
    assert stage.jobs() == jobs
    assert stage.metric("pull_request", "unsigned") == counted + 1


@pytest.mark.parametrize("told", [True, False])
def test_a_body_over_25_megabytes_is_refused_whether_it_tells_its_length_or_not(stage: Stage, *, told: bool) -> None:
    piece = b" " * (1 << 20)
    jobs, counted = stage.jobs(), stage.metric("pull_request", "too-large")
    sent = headers(stage, b"", **({} if told else {"Transfer_Encoding": "chunked"}))

    status = post(stage, piece * 26 if told else (piece for _ in range(26)), sent)

    assert status == 413
    assert stage.jobs() == jobs
    assert stage.metric("pull_request", "too-large") == counted + 1


@pytest.mark.parametrize("raw", [b"not json", b"[]", b'"text"', b"\xff\xfe{}", b"[" * 100_000, b""])
def test_a_signed_body_that_is_no_json_object_is_refused(stage: Stage, raw: bytes) -> None:
    jobs, counted = stage.jobs(), stage.metric("pull_request", "malformed")

    status = post(stage, raw, headers(stage, raw))

    assert status == 400
    assert stage.jobs() == jobs
    assert stage.metric("pull_request", "malformed") == counted + 1


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", None])
def test_another_content_type_is_refused(stage: Stage, kind: str | None) -> None:
    raw = b"payload=%7B%7D"
    jobs, counted = stage.jobs(), stage.metric("pull_request", "not-json")

    status = post(stage, raw, headers(stage, raw, Content_Type=kind))

    assert status == 415
    assert stage.jobs() == jobs
    assert stage.metric("pull_request", "not-json") == counted + 1


@pytest.mark.parametrize("changed", [{"X_GitHub_Event": None}, {"X_GitHub_Delivery": None}, {"X_GitHub_Delivery": "../x y"}])
def test_a_delivery_without_its_event_or_its_id_is_refused(stage: Stage, changed: dict[str, str | None]) -> None:
    raw = json.dumps(opened(stage)).encode()
    jobs = stage.jobs()

    status = post(stage, raw, headers(stage, raw, **changed))

    assert status == 400
    assert stage.jobs() == jobs


def test_an_event_that_is_not_used_is_ignored_and_counted(stage: Stage) -> None:
    raw = json.dumps({"action": "created", "sender": {"login": "dev"}}).encode()
    jobs, counted = stage.jobs(), stage.metric("other", "event-not-used")

    status = post(stage, raw, headers(stage, raw, X_GitHub_Event="sponsorship"))

    assert status == 202
    assert stage.jobs() == jobs
    assert stage.metric("other", "event-not-used") == counted + 1


_BROKEN: dict[str, dict[str, Any]] = {
    "nothing": {"pull_request": None},
    "a list": {"pull_request": []},
    "no number": {"pull_request": {"state": "open", "head": {"sha": "a" * 40}}},
    "a number of text": {"pull_request": {"state": "open", "number": "1", "head": {"sha": "a" * 40}}},
    "a huge number": {"pull_request": {"state": "open", "number": 10**40, "head": {"sha": "a" * 40}}},
    "a head that is an option": {"pull_request": {"state": "open", "number": 1, "head": {"sha": "--upload-pack=x"}}},
    "a repository that climbs": {"repository": {"id": 1, "full_name": "../../etc"}},
    "no installation": {"installation": None},
    "a sender of another world": {"sender": {"login": "a\nb"}},
}


@pytest.mark.parametrize("broken", list(_BROKEN))
def test_a_known_event_of_another_form_is_ignored_and_counted(stage: Stage, broken: str) -> None:
    raw = json.dumps(opened(stage) | _BROKEN[broken]).encode()
    jobs, counted = stage.jobs(), stage.metric("pull_request", "malformed")

    status = post(stage, raw, headers(stage, raw))

    assert status == 202
    assert stage.jobs() == jobs
    assert stage.metric("pull_request", "malformed") == counted + 1


@pytest.mark.parametrize("event", ["check_run", "check_suite", "issue_comment", "ping", "installation", "installation_repositories"])
def test_an_empty_payload_of_any_event_does_no_harm(stage: Stage, event: str) -> None:
    raw = json.dumps({"action": "rerequested" if event.startswith("check") else "created", "event": event}).encode()
    jobs = stage.jobs()

    status = post(stage, raw, headers(stage, raw, X_GitHub_Event=event))

    assert status == 202
    assert stage.jobs() == jobs


def test_a_ping_is_answered(stage: Stage) -> None:
    delivery = stage.send("ping", None, payloads.ping(stage.double.state))

    assert (delivery.status_code, json.loads(delivery.response)) == (202, {"recorded": "ping"})


def test_complaint_28_the_server_refuses_to_start_without_a_secret(stage: Stage) -> None:
    environment = {name: value for name, value in stage.environment.items() if name != "BARTIZAN_WEBHOOK_SECRET"}
    words = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn", "--bind", "127.0.0.1:0", "bot.wsgi:app"]

    ended = subprocess.run(words, env=environment, cwd=processes.ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert ended.returncode != 0
    assert "BARTIZAN_WEBHOOK_SECRET" in ended.stdout + ended.stderr
