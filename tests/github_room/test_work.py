"""A job's desk at the double: tokens, forks, permissions, fetching."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.conversation.outcome import Reaction
from bot.github.pulls import NotOne
from bot.intake.said import Said
from bot.review.ports import ForgeFailed, Pull, PullGone
from bot.review.publication import CheckReport, CompleteCheck, Conclusion, StartCheck
from tests.github_double.faults import Fault

if TYPE_CHECKING:
    from tests.github_room.shop import Shop


def test_each_token_is_for_one_repository_and_one_purpose_and_ends_with_the_work(here: Shop) -> None:
    with here.work() as work:
        pull = work.forge.pull(here.name, here.pull.number)
        work.pulls.merge_base(pull)
        during = [grant for grant in here.grants() if not grant.revoked]

    number = here.repository.facts.id
    asked = [one.body for one in here.asked("POST", "*/access_tokens")]
    assert asked == [
        {"repository_ids": [number], "permissions": {"checks": "write", "pull_requests": "write", "metadata": "read"}},
        {"repository_ids": [number], "permissions": {"contents": "read", "pull_requests": "read", "metadata": "read"}},
    ]
    assert len(during) == 2
    assert all(grant.revoked for grant in here.grants())


def test_eight_threads_share_one_token(here: Shop) -> None:
    here.app.identity()
    ready = threading.Barrier(8)

    def job() -> int:
        with here.work() as work:
            ready.wait()
            number = work.forge.pull(here.name, here.pull.number).ref.number
            ready.wait()
            return number

    with ThreadPoolExecutor(8) as pool:
        found = [task.result() for task in [pool.submit(job) for _ in range(8)]]

    assert found == [here.pull.number] * 8
    assert len(here.asked("POST", "*/access_tokens")) == 1
    assert len(here.asked("DELETE", "/installation/token")) == 1


def test_a_token_about_to_expire_is_renewed_in_the_middle_of_the_work(here: Shop) -> None:
    with here.forge() as forge:
        forge.pull(here.name, here.pull.number)
        here.double.clock.advance(3400)
        forge.pull(here.name, here.pull.number)

    assert len(here.asked("POST", "*/access_tokens")) == 2
    assert {one.status for one in here.asked("GET", "*/pulls/*")} == {200}


def test_a_token_that_somebody_revoked_is_replaced(here: Shop) -> None:
    with here.forge() as forge:
        forge.pull(here.name, here.pull.number)
        here.double.clock.advance(60)
        for grant in here.grants():
            grant.revoked = True
        found = forge.pull(here.name, here.pull.number)

    assert found.ref.number == here.pull.number
    assert [one.status for one in here.asked("GET", "*/pulls/*")] == [200, 401, 200]


def test_a_new_tokens_lag_is_waited_out(here: Shop) -> None:
    here.double.knobs.token_lag = 2.0
    with here.forge() as forge:
        pull = forge.pull(here.name, here.pull.number)
        forge.apply(pull, [StartCheck(f"{pull.ref.number}:started")])

    assert [one.status for one in here.asked("GET", "*/pulls/*")] == [401, 401, 200]
    assert len(here.runs()) == 1
    assert len(here.asked("POST", "*/access_tokens")) == 1


@pytest.mark.parametrize("skew", [-700, 700])
def test_a_clock_that_is_wrong_is_corrected(here: Shop, skew: int) -> None:
    app = here.new_app(lambda: here.double.clock.now() + skew)
    with app.work(here.installation, here.repository.facts.id) as work:
        found = work.forge.pull(here.name, here.pull.number)

    assert found.ref.number == here.pull.number


def test_a_permission_that_was_not_granted_says_what_to_do(here: Shop) -> None:
    before = dict(here.double.install("octo").permissions)
    here.double.install("octo", {"metadata": "read", "contents": "read"})
    try:
        with here.forge() as forge, pytest.raises(ForgeFailed, match="must accept the App's permissions"):
            forge.pull(here.name, here.pull.number)
    finally:
        here.double.install("octo", before)


def test_a_repository_of_somebody_else_is_not_served(here: Shop) -> None:
    other = here.double.repository(f"rival/{here.repository.facts.name}", files={"a": "b"})

    with here.app.work(here.installation, other.facts.id) as work, pytest.raises(PullGone, match="does not cover"):
        work.forge.pull(other.full_name, 1)


def test_a_suspended_installation_is_refused(here: Shop) -> None:
    installation = here.double.install("octo")
    installation.suspended_at = here.double.state.now()
    try:
        with here.forge() as forge, pytest.raises((ForgeFailed, PullGone)):
            forge.pull(here.name, here.pull.number)
    finally:
        installation.suspended_at = None


def test_a_forks_pull_request_is_reviewed_and_found_again_by_its_commit(here: Shop) -> None:
    here.repository.branch("theirs", {"x.py": "x = 1\n"})
    opened = here.repository.open_pull(head="theirs", user="guest", fork=True)
    with here.work() as work:
        pull = work.forge.pull(here.name, opened.number)
        report = CheckReport(f"{opened.number}:x", "t", "s", Conclusion.SUCCESS)
        work.forge.apply(pull, [CompleteCheck(report)])
        found = work.pulls.find_by_head(here.name, opened.head_sha)
        checks = work.forge.published(pull).checks

    assert pull.fork
    assert found == pull
    assert [check.conclusion for check in checks] == ["success"]


def test_a_fork_that_was_deleted_is_still_a_fork(here: Shop) -> None:
    here.repository.branch("theirs", {"x.py": "x = 1\n"})
    opened = here.repository.open_pull(head="theirs", user=f"guest-{here.repository.facts.id}", fork=True)
    opened.delete_fork()
    with here.forge() as forge:
        found = forge.pull(here.name, opened.number)

    assert (found.fork, found.ref.head) == (True, opened.head_sha)


def test_two_pull_requests_at_one_commit_are_refused_with_the_reason(here: Shop) -> None:
    here.repository.branch("release", {"r.py": "r = 1\n"})
    second = here.repository.open_pull(base="release", head="feature", user="mona")
    with here.work() as work:
        found = work.pulls.find_by_head(here.name, here.pull.head_sha)

    assert isinstance(found, NotOne)
    assert f"#{here.pull.number}" in found.why
    assert f"#{second.number}" in found.why


def test_a_commit_without_a_pull_request_is_refused_with_the_reason(here: Shop) -> None:
    here.pull.close()
    with here.work() as work:
        found = work.pulls.find_by_head(here.name, here.pull.head_sha)

    assert found == NotOne(f"no open pull request of {here.name} stands at {here.pull.head_sha[:12]}")


@pytest.mark.parametrize(
    ("role", "permission"),
    [("admin", "admin"), ("maintain", "write"), ("write", "write"), ("triage", "read"), ("read", "read"), (None, "none")],
)
def test_the_permission_at_the_moment_counts(here: Shop, role: str | None, permission: str) -> None:
    here.double.user("nina", role, here.repository)
    if role is None:
        here.repository.facts.roles.pop("nina", None)
    with here.work() as work:
        assert work.pulls.permission(here.name, "nina") == permission


def test_a_reaction_stands_once_although_its_answer_was_lost(here: Shop) -> None:
    comment = here.pull.comment("mona", "/bartizan rescan")
    here.double.faults.add(Fault("POST */reactions", when="after"))
    with here.work() as work:
        work.forum.react(here.name, comment.id, Said("conversation", ("rescan",)), Reaction.SEEN)

    assert [(one.user, one.content) for one in comment.reactions] == [("bartizan[bot]", "eyes")]


def test_the_merge_base_is_where_the_branch_began(here: Shop) -> None:
    began = here.repository.sha("main")
    here.repository.commit_to("main", {"later.py": "x = 1\n"})
    here.pull.facts.base_sha = here.repository.sha("main")
    with here.work() as work:
        pull = work.forge.pull(here.name, here.pull.number)
        found = work.pulls.merge_base(pull)

    assert isinstance(pull, Pull)
    assert (found, pull.base == began) == (began, False)


def test_git_is_sent_to_the_same_server(here: Shop) -> None:
    with here.work() as work:
        address = work.clone_address(here.name)

    assert address.url == here.repository.clone_url
