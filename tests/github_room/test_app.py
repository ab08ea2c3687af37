"""The App's desk: who we are is asked once, tokens are narrow and end with the work."""

from __future__ import annotations

import json
import logging
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.github.address import Endpoint
from bot.github.app import GitHubApp
from bot.github.powers import AppPowers
from bot.review.ports import ForgeFailed, PullGone
from tests.github_room import recorded
from tests.github_room.keys import private_pem
from tests.github_room.recorded import REPOSITORY
from tests.github_room.scripted import Reply, scripted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.github_room.scripted import Script

WHO = Reply(body={"id": 42, "slug": "bartizan"})
PULL = Reply(body=recorded.pull())
GONE = Reply(204, "")


def minted(token: str) -> Reply:
    expires = datetime.fromtimestamp(time.time() + 3600, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Reply(201, {"token": token, "expires_at": expires})


@contextmanager
def app(*replies: Reply) -> Iterator[tuple[GitHubApp, Script]]:
    with scripted(*replies) as script:
        yield app_at(script.url, time.time), script


def app_at(url: str, clock: Callable[[], float]) -> GitHubApp:
    endpoint = Endpoint(url)
    powers = AppPowers(endpoint, 42, private_pem, clock=clock, sleep=lambda _: None)
    return GitHubApp(endpoint, powers, clock=clock, sleep=lambda _: None)


@pytest.mark.parametrize("token", ["ghs_" + "a" * 36, "ghs_42_" + "eyJ0eXAiOiJKV1QifQ." + "x-y_z" * 95 + ".sig"])
def test_both_formats_of_tokens_are_minted_used_and_revoked(token: str) -> None:
    with app(WHO, minted(token), PULL, GONE) as (gh, script), gh.work(7, REPOSITORY) as work:
        work.forge.pull("octo/shop", 12)

    asked = [(s.verb, s.path) for s in script.seen]
    assert asked == [
        ("GET", "/app"),
        ("POST", "/app/installations/7/access_tokens"),
        ("GET", "/repos/octo/shop/pulls/12"),
        ("DELETE", "/installation/token"),
    ]
    assert json.loads(script.seen[1].body) == {
        "repository_ids": [REPOSITORY],
        "permissions": {"checks": "write", "pull_requests": "write", "metadata": "read"},
    }
    assert [s.authorization for s in script.seen[2:]] == [f"Bearer {token}"] * 2


def test_the_token_for_fetching_may_only_read() -> None:
    with app(WHO, minted("ghs_r"), GONE) as (gh, script), gh.work(7, REPOSITORY) as work:
        address = work.clone_address("octo/shop")

    assert address.url == f"{script.url}/octo/shop.git"
    assert json.loads(script.seen[1].body)["permissions"] == {"contents": "read", "pull_requests": "read", "metadata": "read"}


def test_who_we_are_is_asked_once() -> None:
    with app(WHO) as (gh, script):
        for _ in range(3):
            with gh.work(7, REPOSITORY):
                pass

    assert [s.path for s in script.seen] == ["/app"]


def test_an_app_that_github_does_not_know_says_what_to_check() -> None:
    with app(Reply(404, {"message": "Integration not found"})) as (gh, _), pytest.raises(ForgeFailed, match="check the app id"):
        gh.identity()


def test_a_wrong_clock_is_corrected_by_one_more_try() -> None:
    refusal = Reply(401, {"message": "'Expiration time' claim ('exp') is too far in the future"})
    with scripted(refusal, WHO) as script:
        gh = app_at(script.url, lambda: time.time() + 120)
        who = gh.identity()

    assert who.slug == "bartizan"
    assert len(script.seen) == 2


def test_a_refused_key_is_not_tried_again() -> None:
    refusal = Reply(401, {"message": "A JSON web token could not be decoded"})
    with app(refusal) as (gh, script), pytest.raises(ForgeFailed, match="could not be decoded"):
        gh.identity()

    assert len(script.seen) == 1


@pytest.mark.parametrize(
    ("refusal", "error", "words"),
    [
        (Reply(422, {"message": "The permissions requested are not granted to this installation."}), ForgeFailed, "must accept"),
        (Reply(422, {"message": "There is at least one repository that does not exist"}), PullGone, "does not cover repository 99"),
        (Reply(404, {"message": "Not Found"}), PullGone, "Not Found"),
    ],
)
def test_a_token_that_cannot_be_had_says_why(refusal: Reply, error: type[Exception], words: str) -> None:
    with app(WHO, refusal) as (gh, _), gh.work(7, REPOSITORY) as work, pytest.raises(error, match=words):
        work.forge.pull("octo/shop", 12)


def test_a_lost_answer_while_minting_costs_nothing_but_another_try() -> None:
    with app(WHO, Reply(502), minted("ghs_a"), PULL, GONE) as (gh, script), gh.work(7, REPOSITORY) as work:
        found = work.forge.pull("octo/shop", 12)

    assert found.ref.number == 12
    assert [s.verb for s in script.seen] == ["GET", "POST", "POST", "GET", "DELETE"]


def test_a_token_that_cannot_be_revoked_is_told_and_does_not_fail_the_work(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    with app(WHO, minted("ghs_a"), PULL, Reply(503)) as (gh, _), gh.work(7, REPOSITORY) as work:
        work.forge.pull("octo/shop", 12)

    assert "could not be revoked" in caplog.text
    assert "ghs_a" not in caplog.text
