"""GitHub's JSON becomes a pull request, and the questions before a review get their answers."""

from __future__ import annotations

import pytest

from bot.github.payload import Fields
from bot.github.pulls import NotOne, Pulls, fetch_pull, read_pull
from bot.review.ports import ForgeFailed, Pull, PullGone, PullRef
from tests.github_room import recorded
from tests.github_room.recorded import BASE, HEAD, REPOSITORY, playing
from tests.github_room.scripted import Reply

NOT_FOUND = Reply(404, {"message": "Not Found"})


def test_reads_a_pull_request() -> None:
    found = read_pull(Fields(recorded.pull(), "x"))

    assert found == Pull(
        ref=PullRef("octo/shop", 12, HEAD),
        repo_id=99,
        base=BASE,
        base_branch="main",
        author="mona",
        title="Add ``` @everyone",
        open=True,
        draft=False,
        fork=False,
        url="https://github.example/octo/shop/pull/12",
        onto_default=True,
    )


def test_a_branch_beside_the_default_one_is_told_apart() -> None:
    beside = recorded.pull()
    beside["base"] = {"ref": "release", "sha": BASE, "repo": {"id": REPOSITORY, "full_name": "octo/shop", "default_branch": "main"}}

    assert not read_pull(Fields(beside, "x")).onto_default


@pytest.mark.parametrize("origin", [None, 100])
def test_another_or_a_deleted_repository_is_a_fork(origin: int | None) -> None:
    assert read_pull(Fields(recorded.pull(origin=origin), "x")).fork


def test_a_deleted_account_is_nobody() -> None:
    assert read_pull(Fields(recorded.pull(user=None, state="closed", draft=True), "x")).author == "ghost"


@pytest.mark.parametrize("field", ["number", "title", "state", "base", "head", "html_url"])
def test_an_answer_without_what_we_need_is_an_error(field: str) -> None:
    payload = recorded.pull()
    del payload[field]

    with pytest.raises(ForgeFailed, match=field):
        read_pull(Fields(payload, "x"))


def test_a_name_that_belongs_to_another_repository_now_is_refused() -> None:
    with playing(recorded.pull(repository=7)) as (session, _), pytest.raises(PullGone, match="not the repository"):
        fetch_pull(session, "octo/shop", 12, REPOSITORY)


def test_a_commits_only_pull_request_is_found_at_once() -> None:
    stale, closed = recorded.pull(1, head="c" * 40), recorded.pull(2, state="closed")
    with playing([stale, closed, recorded.pull(3)]) as (session, script):
        found = Pulls(session, REPOSITORY).find_by_head("octo/shop", HEAD)

    assert isinstance(found, Pull)
    assert found.ref.number == 3
    assert [seen.path for seen in script.seen] == [f"/repos/octo/shop/commits/{HEAD}/pulls?per_page=100"]


@pytest.mark.parametrize("first", [[], NOT_FOUND, Reply(422, {"message": "No commit found for SHA"})])
def test_a_forks_pull_request_is_found_among_the_open_ones(first: object) -> None:
    with playing(first, [recorded.pull(4, head="c" * 40), recorded.pull(5, origin=7)]) as (session, _):
        found = Pulls(session, REPOSITORY).find_by_head("octo/shop", HEAD)

    assert isinstance(found, Pull)
    assert (found.ref.number, found.fork) == (5, True)


def test_several_pull_requests_at_one_commit_are_refused_with_the_reason() -> None:
    with playing([recorded.pull(5), recorded.pull(6)]) as (session, _):
        found = Pulls(session, REPOSITORY).find_by_head("octo/shop", HEAD)

    assert found == NotOne("2 open pull requests of octo/shop stand at aaaaaaaaaaaa: #5, #6")


def test_a_pull_request_of_another_repository_is_not_taken() -> None:
    with playing([recorded.pull(5, repository=7)], []) as (session, _):
        found = Pulls(session, REPOSITORY).find_by_head("octo/shop", HEAD)

    assert found == NotOne("no open pull request of octo/shop stands at aaaaaaaaaaaa")


@pytest.mark.parametrize(
    ("answer", "permission"),
    [
        ({"permission": "admin"}, "admin"),
        ({"permission": "write", "role_name": "maintain"}, "write"),
        ({"permission": "read", "role_name": "triage"}, "read"),
        ({"permission": "none"}, "none"),
        ({"permission": "owner of everything"}, "none"),
        (NOT_FOUND, "none"),
    ],
)
def test_a_persons_permission_is_asked_for(answer: object, permission: str) -> None:
    with playing(answer) as (session, script):
        found = Pulls(session, REPOSITORY).permission("octo/shop", "mona/../x")

    assert found == permission
    assert script.seen[0].path == "/repos/octo/shop/collaborators/mona%2F..%2Fx/permission"


def test_not_being_allowed_to_ask_is_no_answer() -> None:
    denied = Reply(403, {"message": "Must have push access to view collaborator permission."})
    with playing(denied) as (session, _), pytest.raises(ForgeFailed, match="push access"):
        Pulls(session, REPOSITORY).permission("octo/shop", "mona")


@pytest.mark.parametrize(("answer", "found"), [({"merge_base_commit": {"sha": BASE}}, BASE), (NOT_FOUND, None)])
def test_the_merge_base_is_a_hint(answer: object, found: str | None) -> None:
    pull = read_pull(Fields(recorded.pull(), "x"))

    with playing(answer) as (session, script):
        hint = Pulls(session, REPOSITORY).merge_base(pull)

    assert hint == found
    assert script.seen[0].path == f"/repos/octo/shop/compare/{BASE}...{HEAD}?per_page=1"
