"""How a session behaves when GitHub does not simply answer."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot.github.address import Endpoint
from bot.github.answer import Answer, AnswerLost, Rejected
from bot.github.pace import Pace
from bot.github.session import MOST_PAGES, Session
from bot.github.tokens import Token
from bot.review.ports import ForgeFailed, PullGone
from tests.github_room.scripted import Reply, Script, scripted

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "ghs_1_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b-c_d.e"


@dataclass
class World:
    """Clock, sleep and grant at once. `renewable`: whether a refused token can be replaced."""

    now: float = 1000.0
    age: float = 100.0
    renewable: bool = True
    slept: list[float] = field(default_factory=list)
    value: str = SECRET

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def current(self) -> Token:
        return Token(self.value, 1000 - self.age, 5000)

    def refused(self, token: Token, answer: Answer) -> bool:
        self.value = "ghs_second"
        return self.renewable


@contextmanager
def session(world: World, *replies: Reply) -> Iterator[tuple[Session, Script]]:
    with scripted(*replies) as script:
        made = Session(Endpoint(f"{script.url}/api/v3"), world, Pace(world.clock, world.sleep), clock=world.clock, sleep=world.sleep)
        try:
            yield made, script
        finally:
            made.close()


def message(text: str) -> dict[str, str]:
    return {"message": text}


def test_sends_a_bearer_token_and_the_pinned_version() -> None:
    with session(World(), Reply(body={"a": "b"})) as (gh, script):
        found = gh.get("/x", q="1")

    assert found.text("a") == "b"
    assert [(s.verb, s.path, s.authorization, s.version) for s in script.seen] == [
        ("GET", "/api/v3/x?q=1", f"Bearer {SECRET}", "2022-11-28")
    ]


@pytest.mark.parametrize("loss", [Reply(502), Reply(500, "<html>"), Reply(0)])
def test_a_read_is_repeated_after_a_lost_answer(loss: Reply) -> None:
    world = World()
    with session(world, loss, loss, Reply(body={"a": "b"})) as (gh, script):
        found = gh.get("/x")

    assert found.text("a") == "b"
    assert len(script.seen) == 3
    assert sum(world.slept) <= 2


def test_a_read_gives_up_after_the_third_loss() -> None:
    with session(World(), Reply(503)) as (gh, script), pytest.raises(AnswerLost, match="GET /x: GitHub answered 503"):
        gh.get("/x")

    assert len(script.seen) == 3


@pytest.mark.parametrize("loss", [Reply(502), Reply(0)])
@pytest.mark.parametrize("verb", ["POST", "PATCH", "DELETE"])
def test_a_write_is_never_repeated(verb: str, loss: Reply) -> None:
    with session(World(), loss) as (gh, script), pytest.raises(AnswerLost):
        gh.write(verb, "/x", {})

    assert len(script.seen) == 1
    assert gh.writes == 1


@pytest.mark.parametrize("status", [401, 403])
def test_a_new_tokens_lag_is_waited_out(status: int) -> None:
    world = World(age=0)
    denied = Reply(status, message("Resource not accessible by integration"))
    with session(world, denied, denied, Reply(201, {})) as (gh, script):
        gh.write("POST", "/x", {})

    assert [s.authorization for s in script.seen] == [f"Bearer {SECRET}"] * 3
    assert world.slept == [1.0, 1.0]


def test_a_lag_is_not_waited_for_longer_than_five_seconds() -> None:
    world = World(age=0)
    with session(world, Reply(403, message("Resource not accessible by integration"))) as (gh, _), pytest.raises(ForgeFailed, match="403"):
        gh.get("/x")

    assert sum(world.slept) == 5


def test_a_revoked_token_is_replaced_once() -> None:
    world = World()
    with session(world, Reply(401, message("Bad credentials"))) as (gh, script), pytest.raises(ForgeFailed, match="Bad credentials"):
        gh.get("/x")

    assert [s.authorization for s in script.seen] == [f"Bearer {SECRET}", "Bearer ghs_second"]
    assert world.slept == []


def test_a_missing_permission_is_named() -> None:
    denied = Reply(403, message("Resource not accessible by integration"), (("X-Accepted-GitHub-Permissions", "checks=write"),))
    with session(World(), denied) as (gh, script), pytest.raises(ForgeFailed, match="needs the permissions checks=write"):
        gh.write("POST", "/x", {})

    assert len(script.seen) == 1


@pytest.mark.parametrize(
    ("reply", "wait"),
    [
        (Reply(429, message("slow down")), 60),
        (Reply(429, message("slow down"), (("Retry-After", "3"),)), 3),
        (Reply(403, message("You have exceeded a secondary rate limit")), 60),
        (Reply(403, message("API rate limit exceeded"), (("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "1500"))), 501),
        (Reply(200, {"errors": [{"type": "RATE_LIMITED", "message": "x"}]}), 60),
    ],
)
def test_a_long_limit_goes_back_to_the_queue_and_nothing_more_is_sent(reply: Reply, wait: float) -> None:
    world = World()
    with session(world, reply) as (gh, script):
        with pytest.raises(ForgeFailed) as first:
            gh.graphql("query { viewer { login } }", {})
        with pytest.raises(ForgeFailed) as second:
            gh.get("/x")

    assert (first.value.retry_after, second.value.retry_after) == (wait, wait)
    assert len(script.seen) == 1
    assert world.slept == []


def test_a_short_limit_is_waited_out_once_and_writes_slow_down() -> None:
    world = World()
    short = Reply(403, message("secondary rate limit"), (("Retry-After", "2"),))
    with session(world, short, Reply(201, {})) as (gh, script):
        gh.write("POST", "/x", {})
        gh.write("POST", "/x", {})

    assert world.slept == [2.0, 1.0]
    assert (len(script.seen), gh.writes) == (3, 3)


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_gone(status: int) -> None:
    with session(World(), Reply(status, message("Not Found"))) as (gh, _), pytest.raises(PullGone, match="Not Found"):
        gh.get("/repos/o/r/pulls/1")


@pytest.mark.parametrize("status", [406, 422])
def test_a_refusal_carries_its_reason(status: int) -> None:
    refused = Reply(status, {"message": "Unprocessable Entity", "errors": ["Path could not be resolved"]})
    with session(World(), refused) as (gh, _), pytest.raises(Rejected) as refusal:
        gh.write("POST", "/x", {})

    assert refusal.value.why == "Unprocessable Entity; Path could not be resolved"


def test_graphql_errors_are_refusals() -> None:
    with (
        session(World(), Reply(body={"data": None, "errors": [{"message": "no such node"}]})) as (gh, _),
        pytest.raises(Rejected, match="no such node"),
    ):
        gh.graphql("query { viewer { login } }", {})


@pytest.mark.parametrize("status", [301, 307, 308])
@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_a_renamed_repository_is_followed_on_the_same_host(verb: str, status: int) -> None:
    with session(World(), Reply(), Reply(body={"a": "b"})) as (gh, script):
        script.replies[0] = Reply(status, headers=(("Location", f"{script.url}/api/v3/repositories/5/pulls/1"),))
        if verb == "GET":
            gh.get("/repos/old/name/pulls/1")
        else:
            gh.write("POST", "/repos/old/name/pulls/1", {"k": 1})

    assert [s.path for s in script.seen] == ["/api/v3/repos/old/name/pulls/1", "/api/v3/repositories/5/pulls/1"]
    assert [s.verb for s in script.seen] == [verb, verb]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_leaves_the_host(status: int) -> None:
    with scripted(Reply()) as stranger, session(World(), Reply()) as (gh, script):
        elsewhere = stranger.url.replace("127.0.0.1", "localhost")
        script.replies[0] = Reply(status, headers=(("Location", f"{elsewhere}/steal"),))
        with pytest.raises(ForgeFailed) as refusal:
            gh.get("/x")

    assert stranger.seen == []
    assert SECRET not in str(refusal.value)


def test_a_list_is_read_to_its_last_page_on_our_host() -> None:
    link = (("Link", '<https://evil.example/api/v3/x?page=2&per_page=100>; rel="next", <https://evil.example/x>; rel="last"'),)
    with session(World(), Reply(body=[{"id": 1}], headers=link), Reply(body=[{"id": 2}])) as (gh, script):
        found = [one.number("id") for one in gh.items("/x", state="open")]

    assert found == [1, 2]
    assert [s.path for s in script.seen] == ["/api/v3/x?per_page=100&state=open", "/api/v3/x?page=2&per_page=100"]


def test_a_list_without_an_end_is_not_taken_for_the_whole() -> None:
    link = (("Link", '</api/v3/x?page=2>; rel="next"'),)
    endless = session(World(), Reply(body=[{"id": 1}], headers=link))
    with endless as (gh, script), pytest.raises(ForgeFailed, match="goes on after 100 pages"):
        list(gh.items("/x"))

    assert len(script.seen) == MOST_PAGES


def test_the_token_appears_in_no_log_and_no_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with session(World(), Reply(201, {"token": SECRET}), Reply(0)) as (gh, _):
        gh.write("POST", "/app/installations/1/access_tokens", {})
        with pytest.raises(AnswerLost) as lost:
            gh.write("POST", "/x", {})

    assert SECRET not in caplog.text
    assert SECRET not in repr(lost.value)
    assert lost.value.__suppress_context__


def test_a_host_that_is_not_there_is_a_lost_answer() -> None:
    world = World()
    gh = Session(Endpoint("http://127.0.0.1:9"), world, Pace(world.clock, world.sleep), clock=world.clock, sleep=world.sleep)

    with pytest.raises(AnswerLost, match="ConnectionError"):
        gh.write("POST", "/x", {})
