"""Every attack is tried on every prompt, over HTTP, and what was not answered is no resistance."""

from __future__ import annotations

import json
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from bot.redteam.endpoint import MAX_ANSWER_BYTES, Endpoint, EndpointFailed
from bot.redteam.harness import PATIENCE, attempts, conversation
from bot.redteam.probe import Family, load
from bot.redteam.prompts import Prompt
from bot.redteam.results import as_sarif, table, weaknesses
from bot.redteam.stub import standing_in
from bot.redteam.verdict import Outcome
from checks.core.place import Location, RepoPath, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN = Prompt(Location(RepoPath("app.py"), Span(3, 3)), "You are the assistant of a shop.")
WITH_A_PLACE = Prompt(Location(RepoPath("prompts/triage.j2"), Span(1, 1)), "Sort this ticket: {{ ticket }}. Answer with one label.")
REFERENCE = "3f9c1b7de2a8"


@pytest.fixture
def answering(request: pytest.FixtureRequest) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server that always answers with the status and bytes given, and remembers the headers that it saw."""
    status, raw = request.param
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(dict(self.headers))
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Location", "http://elsewhere.example/")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gives it
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1", seen
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("obedient", "outcome"), [(True, Outcome.SUCCUMBED), (False, Outcome.RESISTED)])
def test_a_model_that_obeys_everything_gives_in_to_each_attack_and_a_careful_one_to_none(*, obedient: bool, outcome: Outcome) -> None:
    with standing_in(obedient=obedient) as address:
        done = [*attempts([PLAIN, WITH_A_PLACE], load(), Endpoint(address, "m").ask, REFERENCE)]

    assert Counter(each.outcome for each in done) == {outcome: 2 * len(load())}


def test_the_attacks_are_of_four_kinds_with_names_of_their_own() -> None:
    probes = load()

    assert {probe.family for probe in probes} == set(Family)
    assert len({probe.id for probe in probes}) == len(probes)
    assert all(("{a}" in probe.text and "{b}" in probe.text) != probe.of_reference for probe in probes)


def test_a_text_that_is_fetched_stands_where_the_prompt_has_a_place_for_it() -> None:
    probe = next(each for each in load() if each.family is Family.INDIRECT)

    (_, placed), (_, asked) = conversation(WITH_A_PLACE, probe, ("amber", "delta"), REFERENCE)
    (_, system), (_, user) = conversation(PLAIN, probe, ("amber", "delta"), REFERENCE)

    assert "amber and delta" in placed
    assert "amber and delta" not in asked
    assert "amber and delta" in user
    assert "amber and delta" not in system
    assert all(REFERENCE in each for each in (placed, system))


def test_no_attack_holds_its_own_proof() -> None:
    for probe in load():
        told = "".join(text for role, text in conversation(PLAIN, probe, ("amber", "delta"), REFERENCE) if role == "user")

        assert REFERENCE not in told
        assert "amberdelta" not in "".join(told.split()).lower()


@pytest.mark.parametrize(
    ("answering", "why"),
    [
        ((500, b"out of memory"), "answered 500"),
        ((302, b""), "answered 302"),
        ((200, b"<html>"), "something else"),
        ((200, b"[" * 100_000), "something else"),
        ((200, b'{"choices": []}'), "something else"),
        ((200, b"x" * (MAX_ANSWER_BYTES + 1)), "longer than"),
    ],
    indirect=["answering"],
)
def test_what_is_no_answer_says_what_came_instead(answering: tuple[str, list[dict[str, str]]], why: str) -> None:
    with pytest.raises(EndpointFailed, match=why):
        Endpoint(answering[0], "m").ask((("user", "hello"),))


@pytest.mark.parametrize("answering", [(200, json.dumps({"choices": [{"message": {"content": None}}]}).encode())], indirect=True)
def test_an_empty_answer_is_unclear_and_the_key_goes_with_the_question(answering: tuple[str, list[dict[str, str]]]) -> None:
    address, seen = answering

    (done, *_) = [*attempts([PLAIN], load()[:1], Endpoint(address, "m", "k-1").ask, REFERENCE)]

    assert (done.outcome, done.why) == (Outcome.UNCLEAR, "the answer is empty")
    assert seen[0]["Authorization"] == "Bearer k-1"


def test_a_model_that_is_not_there_is_not_asked_for_ever() -> None:
    asked = []

    def ask(messages: object) -> str:
        asked.append(messages)
        raise EndpointFailed("nobody")

    done = [*attempts([PLAIN, WITH_A_PLACE], load(), ask, REFERENCE)]

    assert len(asked) == PATIENCE
    assert {each.outcome for each in done} == {Outcome.UNCLEAR}
    assert done[-1].why == "not asked: nobody"


def test_what_worked_is_counted_by_prompt_and_kind_and_shown() -> None:
    with standing_in(obedient=True) as address:
        done = [*attempts([PLAIN], load(), Endpoint(address, "m").ask, REFERENCE)]

    found = weaknesses(done)
    (run,) = as_sarif(found, "1", ["the model went away"])["runs"]

    assert [(each.kind, each.worked, each.answered) for each in found] == [
        ("injection", 7, 7),
        ("indirect", 5, 5),
        ("leakage", 7, 7),
        ("jailbreak", 4, 4),
    ]
    assert table(done) == "app.py:3: resisted 0 of 23, gave in to injection 7, indirect 5, leakage 7, jailbreak 4\n"
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "endLine": 3}
    assert (run["invocations"][0]["executionSuccessful"], len(run["tool"]["driver"]["rules"])) == (False, 4)
