"""Threads resolved and opened again over HTTP, with the permission that GitHub demands and without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.github.answer import Rejected
from bot.github.threads import Threads
from bot.github.tokens import Kind
from bot.review.ports import ForgeFailed, NotGranted
from bot.review.publication import InlineComment, PostReview
from checks.core.place import RepoPath, Span
from tests.github_double.faults import Fault
from tests.github_double.state import DEFAULT_PERMISSIONS
from tests.github_room.shop import LONG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.review.publication import PostedComment
    from tests.github_room.shop import Shop

BODY = "<!-- bartizan v1 kind=finding fp=v1:{} state=open scan=a sig=0 -->\ntext"


@pytest.fixture
def granted(here: Shop) -> Iterator[Shop]:
    here.double.install("octo", DEFAULT_PERMISSIONS | {"contents": "write"})
    yield here
    here.double.install("octo", DEFAULT_PERMISSIONS)


def posted(here: Shop, count: int = 2) -> tuple[PostedComment, ...]:
    comments = tuple(InlineComment(RepoPath(LONG), BODY.format(n), Span(n, n)) for n in range(1, count + 1))
    with here.forge() as forge:
        pull = forge.pull(here.name, here.pull.number)
        forge.apply(pull, [PostReview("Two.", comments)])
    return standing(here)


def standing(here: Shop) -> tuple[PostedComment, ...]:
    with here.forge() as forge:
        return forge.published(forge.pull(here.name, here.pull.number)).comments


def settle(here: Shop, wanted: dict[str, bool]) -> int:
    with here.new_app().threads(here.installation, here.repository.facts.id) as threads:
        return threads.settle(wanted)


def test_a_thread_is_resolved_and_opened_again(granted: Shop) -> None:
    first, second = posted(granted)

    done = settle(granted, {first.thread: True})
    resolved = [comment.resolved for comment in standing(granted)]
    again = settle(granted, {first.thread: False, second.thread: True})

    assert (done, resolved, again) == (1, [True, False], 2)
    assert [comment.resolved for comment in standing(granted)] == [False, True]


def test_what_is_gone_is_passed_over_and_not_counted(granted: Shop) -> None:
    first, _ = posted(granted)

    assert settle(granted, {"PRRT_999999999": True, first.thread: True}) == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_answer_that_got_lost_changes_nothing_about_the_end(granted: Shop, when: str) -> None:
    first, _ = posted(granted)
    lost = granted.double.faults.add(Fault("POST /api/graphql", when=when, holding="resolveReviewThread"))  # type: ignore[arg-type]

    done = settle(granted, {first.thread: True})

    assert (done, lost.hits, standing(granted)[0].resolved) == (1, 1, True)


def test_without_the_grant_no_token_is_to_be_had(here: Shop) -> None:
    first, _ = posted(here)

    with pytest.raises(NotGranted):
        settle(here, {first.thread: True})

    assert not standing(here)[0].resolved


def test_the_token_that_writes_comments_cannot_resolve(granted: Shop) -> None:
    first, _ = posted(granted)

    with granted.work() as work, pytest.raises(Rejected, match="not accessible"):
        Threads(work.forge._session).settle({first.thread: True})

    assert not standing(granted)[0].resolved


def test_a_failure_in_the_middle_is_no_success(granted: Shop) -> None:
    first, second = posted(granted)
    granted.double.faults.add(Fault("POST /api/graphql", status=500, times=9, skip=1, holding="resolveReviewThread"))

    with pytest.raises(ForgeFailed):
        settle(granted, {first.thread: True, second.thread: True})


def test_the_power_to_resolve_is_among_those_that_are_switched_on() -> None:
    assert Kind.THREADS.permissions["contents"] == "write"
    assert "contents" not in Kind.WRITE.permissions
