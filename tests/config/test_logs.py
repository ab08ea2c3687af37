"""Log lines say what they are about and give no secret away."""

from __future__ import annotations

import io
import json
import logging
from typing import TYPE_CHECKING

import pytest
import structlog

from config import logs
from config.redaction import holds_secret
from config.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "ghs_" + "A" * 36
JWT_TOKEN = "ghs_123456_eyJ" + "a" * 200 + "." + "b" * 200 + "." + "c-_" * 30
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMiJ9.c2lnbmF0dXJl"
PEM = "-----BEGIN RSA PRIVATE KEY-----\nMIIEsecretsecret\n-----END RSA PRIVATE KEY-----"
LIVE = "correct horse battery staple"
CANARIES = [TOKEN, JWT_TOKEN, "github_pat_" + "B" * 40, JWT, PEM, PEM.replace("\n", "\\n"), LIVE]
CANARIES += ["Authorization: Bearer opaque-value-1"]


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    written = io.StringIO()
    logs.set_up("INFO", secrets=[Secret(LIVE)], stream=written)
    yield written
    root.handlers[:], root.level = before
    structlog.reset_defaults()


def parts(canary: str) -> list[str]:
    return [piece for piece in ("AAAA", "aaaa", "bbbb", "BBBB", "c-_", "c2lnb", "MIIE", "horse", "opaque") if piece in canary]


@pytest.mark.parametrize("canary", CANARIES)
def test_no_secret_reaches_the_stream_by_any_road(stream: io.StringIO, canary: str) -> None:
    log = logs.logger("room")

    log.info("said " + canary + " aloud")  # noqa: G003 - the mistake that must not matter
    log.info("a fact", fact=canary, nested={"list": [canary], canary: 1})
    logging.getLogger("urllib3.connectionpool").error("GET %s", canary)
    logging.getLogger("dbos").error(canary)
    try:
        raise ValueError(canary)  # noqa: TRY301 - the traceback is the subject
    except ValueError:
        log.exception("it broke")

    assert parts(canary)
    assert not [piece for piece in parts(canary) if piece in stream.getvalue()]
    assert len(stream.getvalue().splitlines()) == 5


def test_a_database_address_keeps_all_but_its_password(stream: io.StringIO) -> None:
    logs.logger("room").info("connecting", url="postgresql://bot:pa55word@db.example/x")

    assert "postgresql://bot:[redacted]@db.example/x" in stream.getvalue()


def test_a_line_names_its_delivery_and_its_job_only_while_it_is_about_them(stream: io.StringIO) -> None:
    with logs.about(delivery="d-1", job="o/r#1@a"):
        logging.getLogger("library").warning("inside")
    logs.logger("room").info("outside")

    inside, outside = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (inside["delivery"], inside["job"]) == ("d-1", "o/r#1@a")
    assert "delivery" not in outside


def test_one_event_is_one_line_whatever_it_holds(stream: io.StringIO) -> None:
    logs.logger("room").info("a\nb\r\x1b[31m\u2028c", name="x\ny")

    assert len(stream.getvalue().splitlines()) == 1


def test_a_traceback_shows_no_locals(stream: io.StringIO) -> None:
    def fails() -> None:
        innocent_local = "local-value-" + "77"
        raise ValueError(len(innocent_local))

    try:
        fails()
    except ValueError:
        logs.logger("room").exception("it broke")

    assert "local-value-77" not in stream.getvalue()
    assert "fails" in stream.getvalue()


def test_a_library_that_brings_its_own_handler_is_adopted(stream: io.StringIO) -> None:
    stray = logging.getLogger("gunicorn.error")
    stray.addHandler(logging.StreamHandler(io.StringIO()))
    stray.propagate = False

    logs.adopt()
    stray.error("gone %s", TOKEN)

    assert stray.handlers == []
    assert json.loads(stream.getvalue())["event"] == "gone [redacted]"


@pytest.mark.parametrize("canary", [TOKEN, JWT_TOKEN, JWT, PEM, "AKIA" + "Q7" * 8])
def test_what_has_the_look_of_a_secret_is_seen_inside_other_text(canary: str) -> None:
    assert holds_secret(f"get(headers={{'Authorization': '{canary}'}})")


@pytest.mark.parametrize("text", ["get(headers={'Authorization': token})", "AKIA", "ghs_short", "https://me:word@host.example"])
def test_ordinary_code_has_not_the_look_of_a_secret(text: str) -> None:
    assert not holds_secret(text)
