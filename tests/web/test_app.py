"""Deliveries are verified, kept and answered; nothing hostile is answered with a server's error."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import create_environ, run_wsgi_app

from bot.intake.job import Housekeeping
from bot.intake.queue import DeliveryState
from bot.web.app import MAX_BODY
from bot.web.health import Reading
from tests.intake.deliveries import HEAD, PAYLOADS
from tests.web.fakes import Site

OPENED = PAYLOADS["pull_request"]
KEY = f"octo-org/model.hub#12@{HEAD}"


@pytest.fixture
def site() -> Site:
    return Site()


def test_keeps_a_job_before_it_answers(site: Site) -> None:
    answer = site.deliver(OPENED)

    assert (answer.status_code, answer.json) == (202, {"job": KEY})
    assert list(site.queue.jobs) == [KEY]
    assert site.claims.states == {"one": (DeliveryState.QUEUED, KEY)}


def test_says_why_a_delivery_is_ignored(site: Site) -> None:
    answer = site.deliver(OPENED | {"action": "labeled"})

    assert (answer.status_code, answer.json) == (202, {"ignored": "action-not-used"})
    assert site.claims.states == {"one": (DeliveryState.IGNORED, "action-not-used")}


def test_keeps_what_is_told_about_the_app(site: Site) -> None:
    answer = site.deliver(PAYLOADS["installation"], "installation")

    assert answer.json == {"recorded": "installation"}
    assert site.told == [Housekeeping("installation", "created", 5)]


def test_a_delivery_that_is_done_is_passed_over(site: Site) -> None:
    site.claims.states["one"] = (DeliveryState.DONE, "")

    answer = site.deliver(OPENED)

    assert answer.json == {"ignored": "already-done"}
    assert not site.queue.jobs


@pytest.mark.parametrize("state", [DeliveryState.RECEIVED, DeliveryState.QUEUED, DeliveryState.FAILED])
def test_a_delivery_that_is_not_done_is_taken_again(site: Site, state: DeliveryState) -> None:
    site.claims.states["one"] = (state, "")

    assert site.deliver(OPENED).json == {"job": KEY}


def test_a_hundred_replays_are_one_job(site: Site) -> None:
    answers = {site.deliver(OPENED, id_=f"d{n}").status_code for n in range(100)}

    assert answers == {202}
    assert len(site.queue.jobs) == 1


def test_when_the_queue_is_away_the_sender_is_told_and_a_redelivery_works(site: Site) -> None:
    site.queue.broken = True
    first = site.deliver(OPENED)
    site.queue.broken = False

    again = site.deliver(OPENED)

    assert (first.status_code, again.status_code) == (503, 202)
    assert list(site.queue.jobs) == [KEY]


def test_when_the_database_is_away_the_sender_is_told(site: Site) -> None:
    site.claims.broken = True

    assert site.deliver(OPENED).status_code == 503


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Hub-Signature-256": ""}, 401),
        ({"X-Hub-Signature-256": "sha256=" + "0" * 64}, 401),
        ({"X-Hub-Signature-256": "", "X-Hub-Signature": "sha1=" + "0" * 40}, 401),
        ({"X-GitHub-Event": ""}, 400),
        ({"X-GitHub-Event": "pull request"}, 400),
        ({"X-GitHub-Delivery": ""}, 400),
        ({"X-GitHub-Delivery": "a'; DROP TABLE"}, 400),
        ({"X-GitHub-Delivery": "x" * 65}, 400),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": ""}, 415),
    ],
)
def test_refuses_what_is_no_delivery_and_claims_nothing(site: Site, headers: dict[str, str], status: int) -> None:
    answer = site.deliver(OPENED, **headers)

    assert answer.status_code == status
    assert answer.json is not None
    assert not site.claims.states


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe{\x00}\x00",
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b'{"a": ' + b"9" * 5000 + b"}",
        gzip.compress(b"{}", mtime=0),
    ],
)
def test_a_signed_body_that_is_no_object_is_a_bad_request(site: Site, raw: bytes) -> None:
    assert site.post(raw, {"X-GitHub-Event": "ping", "X-GitHub-Delivery": "one"}).status_code == 400


class Endless:
    """A body that never ends, and how much of it was read."""

    given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return b" " * size


def status_of(site: Site, body: Endless, **environ: object) -> str:
    made = create_environ("/webhooks/github", method="POST", content_type="application/json") | {"wsgi.input": body} | environ
    _, status, _ = run_wsgi_app(site.app, made)
    return status


def test_a_body_over_githubs_limit_is_refused_by_its_length_alone(site: Site) -> None:
    body = Endless()

    assert status_of(site, body, CONTENT_LENGTH=str(MAX_BODY + 2)).startswith("413 ")
    assert body.given == 0


def test_a_body_without_a_length_is_refused_while_it_is_read(site: Site) -> None:
    body = Endless()

    assert status_of(site, body, **{"wsgi.input_terminated": True}).startswith("413 ")
    assert body.given < MAX_BODY * 2


@given(
    st.dictionaries(
        st.sampled_from(["X-GitHub-Event", "X-GitHub-Delivery", "X-Hub-Signature-256", "Content-Type", "Content-Encoding"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=30),
    ),
    st.binary(max_size=60),
)
def test_nothing_sent_is_answered_with_a_servers_error(headers: dict[str, str], raw: bytes) -> None:
    assert Site().post(raw, headers).status_code < 500


def test_counts_every_ending_under_fixed_names(site: Site) -> None:
    site.deliver(OPENED)
    site.deliver(OPENED, id_="two")
    site.deliver({}, event="x" * 50, id_="three")
    site.deliver(OPENED, **{"X-Hub-Signature-256": ""})

    text = site.metrics()
    assert 'bartizan_deliveries_total{event="pull_request",outcome="queued"} 1.0' in text
    assert 'bartizan_deliveries_total{event="pull_request",outcome="known"} 1.0' in text
    assert 'bartizan_deliveries_total{event="other",outcome="event-not-used"} 1.0' in text
    assert 'bartizan_deliveries_total{event="pull_request",outcome="unsigned"} 1.0' in text
    assert "bartizan_webhook_seconds_count 4.0" in text


def test_is_up_even_when_it_is_not_ready(site: Site) -> None:
    site.readings = [
        Reading("database", well=False, said="refused the connection"),
        Reading("advisories", well=True, said="fresh", value=3.5, unit="hours"),
    ]

    client = site.app.test_client()
    up, ready = client.get("/healthz"), client.get("/readyz")

    assert (up.status_code, ready.status_code) == (200, 503)
    assert ready.json is not None
    assert ready.json["parts"]["database"] == {"well": False, "said": "refused the connection", "value": None}
    assert 'bartizan_up{part="database"} 0' in site.metrics()
    assert 'bartizan_reading{part="advisories",unit="hours"} 3.5' in site.metrics()


def test_a_part_that_deliveries_do_not_need_is_reported_only(site: Site) -> None:
    site.readings = [Reading("sandbox", well=False, said="no worker has reported", needed=False)]

    assert site.app.test_client().get("/readyz").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 404), ("GET", "/webhooks/github", 405), ("PUT", "/healthz", 405), ("GET", "/%2e%2e/etc", 404)],
)
def test_answers_in_json_with_guarding_headers_everywhere(site: Site, method: str, path: str, status: int) -> None:
    answer = site.app.test_client().open(path, method=method)

    assert answer.status_code == status
    assert answer.json == {"error": "not found" if status == 404 else "method not allowed"}
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert ("Allow" in answer.headers) == (status == 405)
