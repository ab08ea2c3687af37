"""GitHub misbehaves: answers get lost, limits are told, tokens fail; the review arrives all the same, and once.

| fault | over HTTP, here unless named otherwise | in detail, in `tests/github_room` |
|---|---|---|
| 502 after the write took effect | `test_a_write_whose_answer_got_lost_is_not_done_twice` | `test_session.py`, `test_forge.py` |
| 502 before it did | `test_a_request_that_failed_is_done_again` | `test_session.py` |
| 429 with `Retry-After` | `test_too_many_requests_are_told_with_a_time_and_kept` | `test_a_long_limit_goes_back_to_the_queue_…` |
| 429 without | `test_too_many_requests_without_a_time_are_a_minute_of_silence` (long) | the same |
| content block | `test_a_limit_is_kept_and_the_job_finishes_later` | `test_a_content_block_goes_back_to_the_queue` |
| token lag | `test_a_token_that_github_does_not_know_yet_is_tried_again` | `test_a_new_tokens_lag_is_waited_out` |
| revoked token | `test_a_revoked_token_is_replaced` | `test_a_revoked_token_is_replaced_once` |
| 406 diff, missing patch, truncated tree | `test_what_github_cuts_short_is_read_from_git` | - (the change is read with git) |
| GET 202 | `test_an_answer_that_is_not_ready_is_asked_for_again` | - |
| 301 | `test_a_repository_renamed_since_the_delivery_is_reviewed_under_its_new_name` (`test_life.py`) | `test_session.py` |
| 422 for one anchor | `test_an_anchor_that_github_does_not_take_moves_its_finding_to_the_summary` | `test_forge.py` |
| 404 for what was just made | `test_a_check_run_that_github_does_not_know_yet_is_completed_all_the_same` | - |
| any of these, drawn by a seed | `test_fault_schedules.py` | - |
| GraphQL that fails | `test_graphql_that_fails_delays_the_fold_and_doubles_nothing` | `test_session.py` |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.github_double.faults import Fault, secondary_limit
from tests.product.stage import GUILTY, INNOCENT, Stage, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.github_double.model import CheckRun
    from tests.github_double.repository import DoublePull

pytestmark = pytest.mark.xdist_group("product-trouble")

ENDLESS = 1_000_000
FIXED = GUILTY.replace('"convert " + name, shell=True', '["convert", name]')


def fault(stage: Stage, pull: DoublePull, match: str, **told: object) -> Fault:
    """A fault in this pull request's repository alone."""
    verb, _, ending = match.partition(" ")
    return stage.double.faults.add(Fault(f"{verb} */{pull.repository.full_name}{ending}", **told))  # type: ignore[arg-type]


def assert_reviewed_once(stage: Stage, pull: DoublePull) -> CheckRun:
    assert (len(pull.reviews), len(pull.review_comments)) == (1, 1)
    check = stage.check(pull)
    assert (check.conclusion, len(check.annotations)) == ("failure", 1)
    return check


def review_all(stage: Stage, pulls: Iterable[DoublePull]) -> None:
    """Side by side: most of the time is pauses."""
    deliveries = [stage.deliver(pull) for pull in pulls]
    for delivery in deliveries:
        stage.settled(delivery)


WRITES = ("POST /check-runs", "POST /pulls/*/reviews", "PATCH /check-runs/*")


@pytest.mark.parametrize("cut", [pytest.param(False, marks=pytest.mark.long), True])
def test_a_write_whose_answer_got_lost_is_not_done_twice(stage: Stage, *, cut: bool) -> None:
    pulls = {lost: stage.propose({"convert.py": GUILTY}) for lost in WRITES}
    struck = [fault(stage, pull, lost, status=None if cut else 502, when="after", cut=cut) for lost, pull in pulls.items()]

    review_all(stage, pulls.values())

    assert [one.hits for one in struck] == [1, 1, 1]
    for pull in pulls.values():
        assert_reviewed_once(stage, pull)


def test_a_request_that_failed_is_done_again(stage: Stage) -> None:
    pulls = {lost: stage.propose({"convert.py": GUILTY}) for lost in (*WRITES, "GET /pulls/*", "GET /commits/*")}
    struck = [fault(stage, pull, lost, status=502) for lost, pull in pulls.items()]

    review_all(stage, pulls.values())

    assert [one.hits for one in struck] == [1] * 5
    for pull in pulls.values():
        assert_reviewed_once(stage, pull)


@pytest.mark.long
def test_a_check_run_that_github_does_not_know_yet_is_completed_all_the_same(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    unknown = fault(stage, pull, "PATCH /check-runs/*", status=404, body={"message": "Not Found"})

    stage.review(pull)

    assert unknown.hits == 1
    assert_reviewed_once(stage, pull)


def test_an_anchor_that_github_does_not_take_moves_its_finding_to_the_summary(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY, "tool.py": GUILTY})
    body = {"message": "Unprocessable Entity", "errors": ["Line could not be resolved"], "documentation_url": "https://docs.github.com"}
    fault(stage, pull, "POST /pulls/*/reviews", status=422, times=2, body=body)

    check = stage.review(pull)

    assert len(pull.reviews) == 1
    (comment,) = pull.review_comments
    assert "here only" in (check.output["summary"] or "")
    assert {one["path"] for one in check.annotations} == {"convert.py", "tool.py"}
    assert comment.path in {"convert.py", "tool.py"}


def test_a_limit_is_kept_and_the_job_finishes_later(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    limited = stage.double.faults.add(secondary_limit(f"POST */{pull.repository.full_name}/pulls/*/reviews", retry_after=3))

    stage.review(pull)

    assert limited.hits == 1
    assert_reviewed_once(stage, pull)
    assert "GitHub asks to wait 3 seconds" in stage.logged()


def too_many(stage: Stage, pull: DoublePull, **headers: str) -> Fault:
    body = {"message": "Too many requests", "documentation_url": "https://docs.github.com"}
    return fault(stage, pull, "POST /check-runs", status=429, body=body, headers=headers)


@pytest.mark.long
def test_too_many_requests_are_told_with_a_time_and_kept(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    limited = too_many(stage, pull, **{"Retry-After": "2"})

    stage.review(pull)

    assert limited.hits == 1
    assert_reviewed_once(stage, pull)


@pytest.mark.long
@pytest.mark.timeout(240)
def test_too_many_requests_without_a_time_are_a_minute_of_silence(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    limited = too_many(stage, pull)

    stage.settled(stage.deliver(pull), 200)

    assert limited.hits == 1
    assert_reviewed_once(stage, pull)


def test_what_github_cuts_short_is_read_from_git(stage: Stage) -> None:
    pull = stage.propose({"src/convert.py": GUILTY, "src/long.py": INNOCENT + "\n" * 3_100})
    knobs = stage.double.knobs
    knobs.hide_patches = knobs.truncate_trees = True
    fault(stage, pull, "GET /pulls/*/files", status=406, times=ENDLESS)
    fault(stage, pull, "GET /compare/*", status=406, times=ENDLESS)

    try:
        check = stage.review(pull)
    finally:
        knobs.hide_patches = knobs.truncate_trees = False

    assert_reviewed_once(stage, pull)
    assert "2 of 2 files" in (check.output["summary"] or "")


@pytest.mark.long
def test_an_answer_that_is_not_ready_is_asked_for_again(stage: Stage) -> None:
    pulls = {path: stage.propose({"convert.py": GUILTY}) for path in ("GET /compare/*", "GET /pulls/*")}
    struck = [fault(stage, pull, path, status=202, body={}) for path, pull in pulls.items()]

    review_all(stage, pulls.values())

    assert [one.hits for one in struck] == [1, 1]
    for pull in pulls.values():
        assert_reviewed_once(stage, pull)


@pytest.mark.long
def test_a_token_that_github_does_not_know_yet_is_tried_again(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.double.knobs.token_lag = 1.0

    try:
        stage.review(pull)
    finally:
        stage.double.knobs.token_lag = 0.0

    assert_reviewed_once(stage, pull)


def test_a_revoked_token_is_replaced(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)
    with stage.double.state.lock:
        for grant in stage.double.state.grants.values():
            grant.revoked = True
    pull.push({"convert.py": FIXED})

    stage.review(pull, "synchronize")

    assert "Fixed in" in pull.review_comments[0].body


def test_the_review_arrives_once_after_github_was_down(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    down = fault(stage, pull, "", status=500, times=ENDLESS)
    down.match = f"* */{pull.repository.full_name}*"
    delivery = stage.deliver(pull)
    stage.until(lambda: down.hits >= 6, "the worker tried some times")
    stage.double.faults.clear()

    stage.settled(delivery)

    assert_reviewed_once(stage, pull)


@pytest.mark.long
def test_no_token_for_a_while_delays_the_review(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    down = stage.double.faults.add(Fault("POST */access_tokens", status=503, times=ENDLESS))
    delivery = stage.deliver(pull)
    stage.until(lambda: down.hits >= 3, "the worker asked some times")
    stage.double.faults.clear()

    stage.settled(delivery)

    assert_reviewed_once(stage, pull)


@pytest.mark.parametrize("status", [pytest.param(502, marks=pytest.mark.long), 200])
def test_graphql_that_fails_delays_the_fold_and_doubles_nothing(stage: Stage, status: int) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)
    pull.push({"convert.py": FIXED})
    body = {"errors": [{"message": "Something went wrong while executing your query"}]}
    failing = stage.double.faults.add(Fault("POST /api/graphql", status=status, times=2, body=body))

    check = stage.review(pull, "synchronize")

    (comment,) = pull.review_comments
    assert failing.hits == 2
    assert "Fixed in" in comment.body
    assert comment.minimized is not None
    assert check.conclusion == "success"


def test_a_job_that_never_succeeds_closes_its_check_and_says_why(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    fault(stage, pull, "GET /compare/*", status=400, times=ENDLESS)

    stage.settled(stage.deliver(pull))

    check = stage.wait_for_check(pull)
    assert check.conclusion == "failure"
    assert "could not be finished" in (check.output["title"] or "")
    assert "400" in spoken(pull)


def test_a_pull_request_whose_reviews_cannot_be_written_does_not_hold_up_others(stage: Stage) -> None:
    stuck, other = stage.propose({"convert.py": GUILTY}), stage.propose({"add.py": INNOCENT})
    fault(stage, stuck, "POST /pulls/*/reviews", status=500, times=ENDLESS)
    delivery = stage.deliver(stuck)
    stage.wait_for_check(stuck, status="in_progress")

    assert stage.review(other).conclusion == "success"
    stage.double.faults.clear()
    stage.settled(delivery)
    assert_reviewed_once(stage, stuck)
