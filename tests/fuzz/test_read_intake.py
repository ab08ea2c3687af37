"""Deliveries of every shape: a job is made of possible facts only, and whatever else comes is ignored with a reason."""

from __future__ import annotations

import json
import re

from hypothesis import strategies as st

from bot.intake.command import MAX_COMMANDS, MAX_COMMENT, MAX_REASON, MIN_REASON, Command, Misread, command_lines, parse
from bot.intake.delivery import Delivery, verify
from bot.intake.job import MAX_ID, BadJob, Housekeeping, Ignored, Job, Why
from bot.intake.routing import route
from config.secret import Secret
from tests.fuzz.hunting import JSON, hunt, says_why, tries
from tests.fuzz.read_strategies import ODD, changed, nearly, places
from tests.intake.deliveries import APP, PAYLOADS

COMMENT_LINES = (
    *("/bartizan rescan", "/bartizan", "/bartizan rescan now", "  /bartizan\trescan"),
    *("```", "~~~~", "> ", "<!--", "-->", "- ```", "\ud800", "\u2028", "x"),
)


def is_possible(routed: Job | Ignored | Housekeeping) -> None:
    match routed:
        case Job():
            for number in (routed.installation, routed.repo_id, routed.number, routed.comment_id):
                assert number is None or (type(number) is int and 1 <= number <= MAX_ID)
            assert re.fullmatch(r"[A-Za-z0-9_-]+/[A-Za-z0-9._-]+", routed.repo)
            assert routed.number is not None or routed.head is not None
            assert routed.head is None or re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", routed.head)
            assert routed.key.isascii()
            assert routed.key.isprintable()
            assert Job.from_json(routed.to_json()) == routed
        case Ignored():
            assert isinstance(routed.why, Why)
        case Housekeeping():
            assert routed.installation is None or 1 <= routed.installation <= MAX_ID
            assert re.fullmatch(r"[a-z_]*", routed.action)


@tries
def test_a_delivery_with_facts_changed_is_a_possible_job_or_none(tries: int) -> None:
    def examine(made: tuple[str, dict[str, object]]) -> None:
        for app in (None, APP):
            is_possible(route(Delivery("d-1", made[0], made[1]), app))

    hunt(nearly(PAYLOADS, JSON), examine, tries)


def test_every_fact_of_every_event_may_be_gone_or_odd() -> None:
    for event, payload in PAYLOADS.items():
        for place in places(payload):
            for value in ODD:
                is_possible(route(Delivery("d-1", event, changed(payload, [(place, value)]))))


@tries
def test_any_object_is_a_possible_job_or_none(tries: int) -> None:
    names = sorted({str(step) for payload in PAYLOADS.values() for way in places(payload) for step in way})
    inside = st.recursive(JSON, lambda inner: st.dictionaries(st.sampled_from(names), inner), max_leaves=6)
    payloads = st.dictionaries(st.sampled_from(names), inside)

    hunt(st.tuples(st.sampled_from(sorted(PAYLOADS)), payloads), lambda made: is_possible(route(Delivery("d-1", *made))), min(tries, 800))


@tries
def test_what_the_queue_kept_is_a_job_again_or_refused(tries: int) -> None:
    routed = route(Delivery("d-1", "issue_comment", PAYLOADS["issue_comment"]))
    assert isinstance(routed, Job)
    kept = json.loads(routed.to_json())

    def examine(made: tuple[str, dict[str, object]]) -> None:
        try:
            is_possible(Job.from_json(json.dumps(made[1])))
        except BadJob as refusal:
            says_why(refusal)

    hunt(nearly({"job": kept}, JSON), examine, tries)


@tries
def test_a_comment_of_any_lines_is_read(tries: int) -> None:
    def examine(lines: list[str]) -> None:
        found = command_lines("\n".join(lines))
        assert len(found) <= MAX_COMMANDS + 1
        assert not found or any(line.strip().startswith("/bartizan") for line in "\n".join(lines).splitlines())
        for line in found:
            read = parse(line)
            assert isinstance(read, Misread) or MIN_REASON <= len(read.reason) <= MAX_REASON or not read.reason

    hunt(st.lists(st.sampled_from(COMMENT_LINES) | st.text(max_size=20), max_size=9), examine, tries)


def test_a_comment_as_long_as_can_be_is_read() -> None:
    for piece in ("<!--", "`", "- `", "~~~\n", "<!-- \n", "/bartizan ", " ", "1. ```\n"):
        assert not [read for read in map(parse, command_lines(piece * MAX_COMMENT)) if isinstance(read, Command)]


@tries
def test_no_header_but_the_right_one_is_a_signature(tries: int) -> None:
    def examine(header: str | None) -> None:
        assert not verify(Secret("a-secret-of-ours"), b"{}", header)

    digits = st.text("0123456789abcdefABCDEF", min_size=60, max_size=68)
    hunt(st.none() | st.text() | digits.map("sha256={}".format) | digits.map("sha256={}\n".format), examine, tries)
