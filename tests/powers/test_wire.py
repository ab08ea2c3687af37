"""A few things may be asked of the broker, in one way each."""

from __future__ import annotations

import json
import socket

import pytest

from bot.github.app_lists import PAGE, DeliveryAttempt, DeliveryPage
from bot.github.broker_wire import (
    LONGEST,
    BadRequest,
    Line,
    ListDeliveries,
    ListInstallations,
    Mint,
    Overlong,
    Redeliver,
    Request,
    Revoke,
    WhoAmI,
    deliveries_fields,
    read_request,
    written,
)
from bot.github.tokens import Kind, Scope

GOOD = {"number": 1, "ask": "mint", "installation": 7, "repository": 99, "kind": "read"}


REQUESTS = [
    WhoAmI(),
    Mint(Scope(7, 99, Kind.READ)),
    Mint(Scope(7, 99, Kind.WRITE)),
    Mint(Scope(7, None, Kind.NAMES)),
    Revoke("ghs_" + "a" * 520),
    ListDeliveries(),
    ListDeliveries("v1_17323292984"),
    Redeliver(2**62),
    ListInstallations(3),
]


@pytest.mark.parametrize("request_", REQUESTS)
def test_what_is_written_is_read(request_: Request) -> None:
    line = json.dumps({"number": 3, **written(request_)}).encode()

    assert read_request(line) == (3, request_)
    assert "ghs_" not in repr(request_)


@pytest.mark.parametrize(
    "wrong",
    [
        {"installation": 0},
        {"installation": -7},
        {"installation": True},
        {"installation": "7"},
        {"installation": 7.0},
        {"installation": 2**63},
        {"installation": None},
        {"repository": 0},
        {"repository": [99]},
        {"repository": "../99"},
        {"kind": "admin"},
        {"kind": "names"},
        {"repository": None},
        {"kind": "READ"},
        {"kind": ["read"]},
        {"permissions": {"administration": "write"}},
        {"ask": "jwt"},
        {"ask": "key"},
        {"ask": ["mint"]},
        {"ask": "identity"},
        {"ask": "revoke"},
        {"number": 0},
        {"number": "1"},
        {"number": None},
    ],
)
def test_anything_else_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadRequest) as refusal:
        read_request(json.dumps(GOOD | wrong).encode())

    assert "99" not in str(refusal.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ask": "deliveries"},
        {"ask": "deliveries", "cursor": None},
        {"ask": "deliveries", "cursor": "v1_1&status=x"},
        {"ask": "deliveries", "cursor": "1" * 201},
        {"ask": "redeliver", "attempt": "7/../8"},
        {"ask": "redeliver", "attempt": 0},
        {"ask": "redeliver", "attempt": 7, "to": "http://other.example"},
        {"ask": "installations", "page": -1},
        {"ask": "names", "installation": 7, "repository": 99},
        {"ask": "names", "installation": True},
    ],
)
def test_the_lists_can_be_asked_for_in_one_way_only(wrong: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        read_request(json.dumps({"number": 1} | wrong).encode())


def test_the_fullest_page_fits_on_the_line() -> None:
    attempt = DeliveryAttempt(2**63 - 1, "g" * 64, "2026-11-23T08:30:00.123456+00:00", arrived=False)
    full = deliveries_fields(DeliveryPage((attempt,) * PAGE, "c" * 200))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Line(theirs).send({"number": 2**63 - 1, **full})

        assert json.loads(next(Line(ours).received()))["deliveries"][0][1] == "g" * 64


@pytest.mark.parametrize("line", [b"", b"null", b"[]", b"7", b"{", b"\xff\xfe", b"[" * 5000, b'{"number":1,"ask":"mint"}'])
def test_what_is_no_request_is_refused(line: bytes) -> None:
    with pytest.raises(BadRequest):
        read_request(line)


def test_lines_arrive_whole_and_in_order_and_end_with_the_other_end() -> None:
    ours, theirs = socket.socketpair()
    sent = [{"number": number, "text": "x" * 3000} for number in range(5)]
    with ours, theirs:
        for message in sent:
            Line(theirs).send(message)
        Line(theirs).finish()

        received = [json.loads(line) for line in Line(ours).received()]

    assert received == sent


@pytest.mark.parametrize("flood", [b"x" * (LONGEST + 1), b"x" * (LONGEST + 1) + b"\n"])
def test_a_line_without_end_is_not_kept(flood: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(flood)

        with pytest.raises(Overlong):
            next(Line(ours).received())
        with pytest.raises(Overlong):
            Line(ours).send({"text": "x" * LONGEST})
