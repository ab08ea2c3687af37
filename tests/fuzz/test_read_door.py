"""The webhook's door under requests that are well signed and badly made, badly framed, or never finished."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from bot.intake.delivery import Delivery
from bot.intake.job import Job
from bot.intake.routing import route
from tests.fuzz.hunting import JSON, MORSELS, hunt, tries
from tests.fuzz.read_strategies import nearly
from tests.fuzz.test_door import answered, booted, queued
from tests.intake.deliveries import PAYLOADS
from tests.web.fakes import signature
from tests.web.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("fuzz-door")

LINE = b"POST /webhooks/github HTTP/1.1"
ODD_LINES = (
    *(b"GET /healthz", b"POST /webhooks/github", b"POST /webhooks/github HTTP/0.9", b"POST /webhooks/github HTTP/3.0"),
    b"POST  /webhooks/github HTTP/1.1",
    *(b"POST http://other.example/webhooks/github HTTP/1.1", b"POST //webhooks/github HTTP/1.1"),
    b"POST /webhooks/../webhooks/github HTTP/1.1",
    *(b"POST /webhooks%2fgithub HTTP/1.1", b"POST /webhooks/github%00 HTTP/1.1", b"POST /\xff\xfe HTTP/1.1", b"PRI * HTTP/2.0"),
    b"OPTIONS * HTTP/1.1",
    *(b"CONNECT x:1 HTTP/1.1", b"HEAD /webhooks/github HTTP/1.1", b"TRACE / HTTP/1.1", b"POST /" + b"a" * 9000 + b" HTTP/1.1"),
    *(b"\x16\x03\x01\x02\x00\x01", b""),
)
HEADERS = (
    *(b"Content-Length: -1", b"Content-Length: +9", b"Content-Length: 9, 9", b"Content-Length: 0x9", b"Content-Length: " + b"9" * 30),
    b"Content-Length:",
    *(b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding: chunked, identity"),
    b"Transfer-Encoding: \x0bchunked",
    *(b"Content-Encoding: gzip", b"Content-Type: text/json", b"Content-Type: application/json; charset=utf-16"),
    *(b"Content-Type: \xff", b"Expect: 100-continue"),
    *(b"X-GitHub-Event: ping", b"GitHub-Event: push", b"X_GitHub_Event: push", b"X-GitHub-Event : push", b"X-GitHub-Delivery: a b"),
    *(b" folded: x", b"no colon"),
    *(b"X-Hub-Signature-256: sha256=" + b"0" * 64, b"Hub-Signature-256: sha256=" + b"0" * 64, b"X-Hub-Signature: sha1=" + b"0" * 40),
    *(b": x", b"\0: x", b"a\0b: x"),
    *(b"Host: a\r\nHost: b", b"Host: [::1"),
    *(b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__", b"Cookie: " + b"a" * 5000),
    *(b"a: b\r\n" * 70, b"X-Forwarded-For: \xff", b"X-Forwarded-Proto: https", b"Range: bytes=0-", b"Forwarded: for=x"),
    b"Trailer: X-Hub-Signature-256",
)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed") / "log"


@pytest.fixture(scope="module")
def port(log: Path) -> Iterator[int]:
    with served(f"sqlite:///{log.parent / 'bartizan.sqlite'}", log) as port:
        yield port


def signed(body: bytes, event: str = "ping", id_: str = "d-1") -> list[bytes]:
    return [
        *(b"Host: bartizan.example", b"Content-Type: application/json", b"Connection: close", b"X-GitHub-Event: " + event.encode()),
        *(b"X-GitHub-Delivery: " + id_.encode(), b"X-Hub-Signature-256: " + signature(body).encode()),
    ]


def framed(headers: list[bytes], body: bytes, line: bytes = LINE) -> bytes:
    return b"\r\n".join([line, *headers]) + b"\r\n\r\n" + body


def is_up(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    finally:
        connection.close()


@tries
def test_only_a_delivery_that_asks_for_work_is_queued(port: int, log: Path, tries: int) -> None:
    workers, before = booted(log), queued(port)
    sent, keys = 0, set[str]()

    def deliver(made: tuple[str, dict[str, object]]) -> None:
        nonlocal sent
        event, payload = made
        sent += 1
        id_ = f"asked-{tries}-{sent}"
        body = json.dumps(payload).encode()
        (status,) = answered(port, framed([*signed(body, event, id_), b"Content-Length: %d" % len(body)], body))
        try:
            routed = route(Delivery(id_, event, json.loads(body)))
        except ValueError:  # a number that Python's reader refuses
            assert status == 400
            return
        assert status == 202
        if isinstance(routed, Job):
            keys.add(routed.key)

    hunt(nearly(PAYLOADS, JSON), deliver, min(tries, 600))

    assert booted(log) == workers
    assert queued(port) - before == len(keys)
    assert is_up(port)


@tries
def test_no_line_and_no_header_brings_the_server_down(port: int, log: Path, tries: int) -> None:
    workers, before = booted(log), queued(port)
    body = json.dumps(PAYLOADS["ping"]).encode()

    def send(made: tuple[bytes, list[bytes], bool, bytes]) -> None:
        line, odd, doubled, after = made
        headers = [*signed(body), b"Content-Length: %d" % len(body)]
        request = framed([*headers[: 3 + len(odd) % 3], *odd, *(headers * (1 + doubled))], body, line)
        assert all(status < 500 or status in {501, 505} for status in answered(port, request + after)), request

    lines = st.just(LINE) | st.sampled_from(ODD_LINES)
    odd = st.lists(st.sampled_from(HEADERS) | st.sampled_from(MORSELS), max_size=3)
    behind = st.sampled_from([b"", framed([*signed(body), b"Content-Length: 2"], b"{}"), b"GET /healthz HTTP/1.1\r\n\r\n", b"\0" * 50])
    hunt(st.tuples(lines, odd, st.booleans(), behind), send, min(tries, 1000))

    assert (booted(log), queued(port)) == (workers, before)
    assert is_up(port)


def chunk(piece: bytes, extension: bytes = b"") -> bytes:
    return b"%x%s\r\n%s\r\n" % (len(piece), extension, piece)


@tries
def test_a_body_in_chunks_may_break_anywhere(port: int, log: Path, tries: int) -> None:
    workers, before = booted(log), queued(port)
    body = json.dumps(PAYLOADS["pull_request"]).encode()
    whole = b"".join(chunk(body[at : at + 90], b";a=b" if at else b"") for at in range(0, len(body), 90)) + b"0\r\nX-Trailer: y\r\n\r\n"
    headers = [*signed(body, "pull_request", f"chunked-{tries}"), b"Transfer-Encoding: chunked"]

    def send(made: tuple[int, int, bytes]) -> None:
        at, gone, instead = made
        broken = whole[:at] + instead + whole[at + gone :]
        statuses = answered(port, framed(headers, broken))
        assert all(status < 500 or status == 501 for status in statuses)
        assert statuses != [202] or body == _unchunked(broken)

    morsels = st.sampled_from([*MORSELS, b"-1\r\n", b"ffffffffffffffffff\r\n", b"0x5\r\n", b"5 \r\n", b"\n", b";" * 5000, b"0\r\n\r\n"])
    hunt(st.tuples(st.integers(0, len(whole)), st.integers(0, 9), morsels), send, min(tries, 1000))

    assert booted(log) == workers
    assert queued(port) - before <= 1
    assert is_up(port)


def _unchunked(raw: bytes) -> bytes:
    body = b""
    while raw:
        size, _, rest = raw.partition(b"\r\n")
        length = int(size.partition(b";")[0].strip() or b"0", 16)
        if not length:
            break
        body += rest[:length]
        raw = rest[length + 2 :]
    return body


def test_a_packed_body_is_not_unpacked(port: int) -> None:
    body = json.dumps(PAYLOADS["pull_request"]).encode()
    packed = gzip.compress(body)

    for signed_over in (body, packed):
        headers = [*signed(signed_over, "pull_request"), b"Content-Encoding: gzip", b"Content-Length: %d" % len(packed)]
        assert answered(port, framed(headers, packed))[0] in {400, 401}


@pytest.mark.parametrize("length", [0, 1, 5])
def test_a_body_shorter_than_it_says_is_no_delivery(port: int, length: int) -> None:
    body = json.dumps(PAYLOADS["pull_request"]).encode()
    headers = [*signed(body[:length], "pull_request"), b"Content-Length: %d" % len(body)]

    assert all(400 <= status < 500 for status in answered(port, framed(headers, body[:length])))


def test_a_body_that_comes_byte_by_byte_is_read(port: int) -> None:
    body = json.dumps(PAYLOADS["ping"]).encode()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in framed([*signed(body, id_="slow-1"), b"Content-Length: %d" % len(body)], body):
            connection.sendall(bytes([byte]))
        assert connection.recv(12) == b"HTTP/1.1 202"


def test_requests_that_are_dropped_half_way_leave_nothing(port: int, log: Path) -> None:
    workers, before = booted(log), queued(port)
    body = json.dumps(PAYLOADS["pull_request"]).encode()
    whole = framed([*signed(body, "pull_request", "dropped-1"), b"Content-Length: %d" % len(body)], body)

    for at in range(1, len(whole) - 1, 37):
        with ExitStack() as stack:
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            connection.sendall(whole[:at])

    assert is_up(port)
    assert (booted(log), queued(port)) == (workers, before)
