"""What only the real server can show: several workers, a real socket, its log."""

from __future__ import annotations

import http.client
import json
import re
import socket
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from tests.intake.deliveries import PAYLOADS
from tests.web.fakes import SECRET, signature
from tests.web.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# One server for all of them.
pytestmark = pytest.mark.xdist_group("gunicorn")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served") / "log"


@pytest.fixture(scope="module")
def port(log: Path) -> Iterator[int]:
    with served(f"sqlite:///{log.parent / 'bartizan.sqlite'}", log) as port:
        yield port


def ask(port: int, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def deliver(port: int, number: int) -> tuple[int, str]:
    payload = PAYLOADS["pull_request"] | {"pull_request": PAYLOADS["pull_request"]["pull_request"] | {"number": number}}
    raw = json.dumps(payload).encode()
    headers = {
        "Content-Type": "application/json",
        "X-Hub-Signature-256": signature(raw),
        "X-GitHub-Event": "pull_request",
        "X-GitHub-Delivery": f"d-{number}",
    }
    return ask(port, "POST", "/webhooks/github", raw, headers)


def test_the_figures_of_all_workers_are_added_up(port: int) -> None:
    answers = {deliver(port, number)[0] for number in range(1, 31)}

    counted = {match for _ in range(6) for match in re.findall(r'outcome="queued"} ([0-9.]+)', ask(port, "GET", "/metrics")[1])}
    assert answers == {202}
    assert counted == {"30.0"}


def test_a_body_in_chunks_is_cut_off_at_the_limit(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("POST", "/webhooks/github")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    piece = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    with closing(connection):
        with suppress(OSError):  # the server may hang up before all is sent
            for _ in range(27):
                connection.send(piece)
            connection.send(b"0\r\n\r\n")
        with connection.getresponse() as answer:
            assert answer.status == 413


def test_a_repeated_signature_header_is_refused(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("POST", "/webhooks/github")
    for name, value in [("Content-Type", "application/json"), ("Content-Length", "2")] + [("X-Hub-Signature-256", signature(b"{}"))] * 2:
        connection.putheader(name, value)
    connection.endheaders(b"{}")

    with closing(connection), connection.getresponse() as answer:
        assert answer.status == 401


def test_every_line_of_the_log_is_json_and_holds_no_secret(port: int, log: Path) -> None:
    deliver(port, 99)

    lines = [json.loads(line) for line in log.read_text().splitlines()]
    kept = [line for line in lines if line["event"] == "delivery kept"]
    assert SECRET not in log.read_text()
    assert {line["delivery"] for line in kept} >= {"d-99"}


HALF_A_HEADER = b"POST /webhooks/github HTTP/1.1\r\nHost: x"
HALF_A_BODY = b"POST /webhooks/github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"


@pytest.mark.long
@pytest.mark.parametrize("begun", [HALF_A_HEADER, HALF_A_BODY], ids=["header", "body"])
def test_connections_that_stop_talking_do_not_keep_the_door(port: int, begun: bytes) -> None:
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(2 * 4)]
    for each in silent:
        each.sendall(begun)

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
    connection.request("GET", "/healthz")
    status = connection.getresponse().status

    connection.close()
    for each in silent:
        each.close()
    assert status == 200


@pytest.mark.parametrize("body", [b"x\r\n", b"\0", b"5\r\n{}", b"2\r\n{}XX", b"-1\r\n"])
def test_a_body_whose_chunks_are_broken_is_a_bad_request(port: int, body: bytes) -> None:
    head = b"POST /webhooks/github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(head + body)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(12)

    assert answer == b"HTTP/1.1 400"
