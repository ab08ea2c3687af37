"""The webhook's door under raw bytes: never a server's error, never a dead worker, never a job for nothing."""

from __future__ import annotations

import json
import re
import socket
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from tests.fuzz.hunting import JSON, MORSELS, hunt, mutated, tries
from tests.intake.deliveries import PAYLOADS
from tests.web.fakes import signature
from tests.web.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("fuzz-door")

BODY = json.dumps(PAYLOADS["ping"]).encode()


def request(body: bytes, *extra: bytes, event: bytes = b"ping") -> bytes:
    lines = (
        b"POST /webhooks/github HTTP/1.1",
        b"Host: bartizan.example",
        b"Content-Type: application/json",
        b"X-GitHub-Event: " + event,
        b"X-GitHub-Delivery: 72d3162e-cc78-11e3-81ab-4c9367dc0958",
        b"X-Hub-Signature-256: " + signature(body).encode(),
        b"Content-Length: %d" % len(body),
        b"Connection: close",
        *extra,
    )
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


SEEDS = [
    request(BODY),
    request(BODY, b"Transfer-Encoding: chunked"),
    request(BODY, b"Content-Encoding: gzip"),
    request(b"", b"Expect: 100-continue"),
    b"GET /healthz HTTP/1.0\r\n\r\n",
    b"GET http://other.example/readyz HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /webhooks/github HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}   \r\n0\r\n\r\n",
    request(BODY) + request(BODY),
]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed") / "log"


@pytest.fixture(scope="module")
def port(log: Path) -> Iterator[int]:
    with served(f"sqlite:///{log.parent / 'bartizan.sqlite'}", log) as port:
        yield port


def answered(port: int, raw: bytes) -> list[int]:
    """The status of every answer to these bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        received = b""
        try:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                received += piece
        except ConnectionError:
            pass
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3})", received)]


def queued(port: int) -> float:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20) as answer:
        return sum(map(float, re.findall(r'outcome="queued"} ([0-9.]+)', answer.read().decode())))


def booted(log: Path) -> int:
    return log.read_text().count("Booting worker")


@tries
def test_no_bytes_bring_the_server_down(port: int, log: Path, tries: int) -> None:
    workers, jobs = booted(log), queued(port)

    def send(raw: bytes) -> None:
        assert all(status < 500 or status == 501 for status in answered(port, raw))

    hunt(mutated(SEEDS) | st.lists(st.sampled_from(MORSELS), max_size=8).map(b"".join), send, min(tries, 1500))

    assert (booted(log), queued(port)) == (workers, jobs)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as answer:
        assert answer.status == 200


@tries
def test_no_signed_payload_brings_the_server_down(port: int, log: Path, tries: int) -> None:
    workers = booted(log)
    events = st.sampled_from([*sorted(PAYLOADS), "push", "x" * 200])

    def deliver(asked: tuple[str, object]) -> None:
        body = json.dumps(asked[1]).encode()
        try:
            headers = {
                "Content-Type": "application/json",
                "X-Hub-Signature-256": signature(body),
                "X-GitHub-Event": asked[0],
                "X-GitHub-Delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
            }
            with urllib.request.urlopen(
                urllib.request.Request(f"http://127.0.0.1:{port}/webhooks/github", body, headers), timeout=20
            ) as answer:
                status = answer.status
        except urllib.error.HTTPError as error:
            status = error.code
        assert status in {200, 202, 400}

    payloads = JSON | st.dictionaries(st.sampled_from(["action", "repository", "pull_request", "sender"]), JSON)
    hunt(st.tuples(events, payloads), deliver, min(tries, 1500))

    assert booted(log) == workers
