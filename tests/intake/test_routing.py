"""What each delivery asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.intake.delivery import Delivery
from bot.intake.job import BadJob, Housekeeping, Ignored, Job, Reason, Why
from bot.intake.routing import ROUTES, route
from bot.intake.said import Said
from tests.intake.deliveries import APP, BASE, HEAD, PAYLOADS, delivery


def routed(event: str = "pull_request", **changed: Any) -> Job | Ignored | Housekeeping:  # noqa: ANN401 - JSON
    return route(delivery(event, **changed), APP)


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("opened", Reason.OPENED),
        ("synchronize", Reason.SYNCHRONIZE),
        ("reopened", Reason.REOPENED),
        ("ready_for_review", Reason.READY),
    ],
)
def test_a_change_is_reviewed(action: str, reason: Reason) -> None:
    job = routed(action=action)

    assert isinstance(job, Job)
    assert (job.pull, job.head, job.reason, job.installation, job.repo_id, job.sender) == (
        "octo-org/model.hub#12",
        HEAD,
        reason,
        5,
        42,
        "mona",
    )


def test_a_draft_is_reviewed_and_so_is_a_bots_change() -> None:
    assert isinstance(routed(pull_request__draft=True, sender={"login": "dependabot[bot]", "type": "Bot"}), Job)


def test_a_push_has_the_same_key_however_often_it_is_delivered() -> None:
    first, again = routed(id_="one"), routed(id_="two", action="synchronize")

    assert isinstance(first, Job)
    assert isinstance(again, Job)
    assert first.key == again.key == f"octo-org/model.hub#12@{HEAD}"


@pytest.mark.parametrize("event", ["check_run", "check_suite"])
def test_a_rerun_has_a_key_of_its_own(event: str) -> None:
    job = routed(event, id_="one")

    assert isinstance(job, Job)
    assert job.key == f"octo-org/model.hub#12@{HEAD}+rerun-one"


@pytest.mark.parametrize(
    "pulls", [[], [{"number": 3, "base": {"repo": {"id": 999}}}], [{"number": n, "base": {"repo": {"id": 42}}} for n in (1, 2)]],
)
def test_a_rerun_whose_pull_request_is_not_certain_names_the_commit(pulls: list[object]) -> None:
    job = routed("check_suite", check_suite__pull_requests=pulls)

    assert isinstance(job, Job)
    assert (job.number, job.head) == (None, HEAD)


def test_a_merge_group_is_looked_at_from_the_base_it_will_be_merged_onto() -> None:
    job = routed("merge_group")

    assert isinstance(job, Job)
    assert (job.reason, job.number, job.head, job.base) == (Reason.MERGE_GROUP, None, HEAD, BASE)
    assert job.key == f"octo-org/model.hub@{HEAD}+merge_group"
    assert Job.from_json(job.to_json()) == job


def test_a_merge_group_that_is_gone_asks_for_nothing() -> None:
    assert routed("merge_group", action="destroyed") == Ignored(Why.ACTION)


def test_our_buttons_ask_for_what_they_say_and_no_other_button_for_anything() -> None:
    names = ("rescan", "accepted", "other")
    pressed = [routed("check_run", action="requested_action", requested_action={"identifier": name}) for name in names]

    asked = [each.reason if isinstance(each, Job) else each for each in pressed]
    assert asked == [Reason.RERUN, Reason.SHOW_ACCEPTED, Ignored(Why.ACTION)]


def test_a_comment_asks_for_a_scan_of_the_live_head() -> None:
    job = routed("issue_comment", id_="one")

    assert isinstance(job, Job)
    assert (job.head, job.comment_id, job.key) == (None, 900, "octo-org/model.hub#12@+command-one")
    assert job.said == Said("conversation", ("rescan",))


def test_an_answer_in_a_thread_tells_which_comment_it_begins_with() -> None:
    answer, first = routed("pull_request_review_comment"), routed("pull_request_review_comment", comment__in_reply_to_id=None)

    assert isinstance(answer, Job)
    assert isinstance(first, Job)
    assert (answer.comment_id, answer.said) == (902, Said("thread", ("fp It is a test.",), 901))
    assert first.said == Said("thread", ("fp It is a test.",), 902)


def test_a_review_is_read_like_a_comment() -> None:
    job = routed("pull_request_review")

    assert isinstance(job, Job)
    assert (job.comment_id, job.said) == (903, Said("review", ("list",), None, "PRR_kwDO"))


def test_another_base_is_another_change() -> None:
    job = routed(action="edited", changes={"base": {"ref": {"from": "main"}}})

    assert isinstance(job, Job)
    assert job.reason is Reason.BASE_CHANGED


@pytest.mark.parametrize(
    ("event", "changed", "why"),
    [
        ("pull_request", {"action": "labeled"}, Why.ACTION),
        ("pull_request", {"action": "edited", "changes": {"title": {"from": "x"}}}, Why.BASE_KEPT),
        ("pull_request", {"pull_request__state": "closed"}, Why.CLOSED),
        ("check_run", {"action": "created"}, Why.ACTION),
        ("check_run", {"check_run__name": "lint"}, Why.NOT_OURS),
        ("check_run", {"check_run__app": {"id": 3}}, Why.NOT_OURS),
        ("check_suite", {"check_suite__app": {"id": 3}}, Why.NOT_OURS),
        ("check_suite", {"action": "requested"}, Why.ACTION),
        ("issue_comment", {"action": "edited"}, Why.ACTION),
        ("issue_comment", {"issue": {"number": 3, "state": "open"}}, Why.NOT_A_PULL),
        ("issue_comment", {"sender": {"login": "x[bot]", "type": "Bot"}}, Why.BOT),
        ("issue_comment", {"comment__body": "thanks"}, Why.NO_COMMAND),
        ("issue_comment", {"comment__body": None}, Why.NO_COMMAND),
        ("pull_request_review_comment", {"action": "edited"}, Why.ACTION),
        ("pull_request_review_comment", {"pull_request__state": "closed"}, Why.CLOSED),
        ("pull_request_review", {"action": "edited"}, Why.ACTION),
        ("pull_request_review", {"review__body": None}, Why.NO_COMMAND),
        ("pull_request_review", {"review__user": {"login": "somebody-else"}}, Why.MALFORMED),
        ("pull_request_review", {"review__node_id": "a b"}, Why.MALFORMED),
        ("issue_comment", {"comment__user": {"login": "somebody-else"}}, Why.MALFORMED),
        ("pull_request", {"repository__full_name": "../../etc/passwd"}, Why.MALFORMED),
        ("pull_request", {"repository__full_name": "octo-org/.."}, Why.MALFORMED),
        ("pull_request", {"repository__full_name": "octo-org/x\n"}, Why.MALFORMED),
        ("pull_request", {"repository__full_name": "octo/x~2"}, Why.MALFORMED),
        ("pull_request", {"repository": None}, Why.MALFORMED),
        ("pull_request", {"installation": {"id": True}}, Why.MALFORMED),
        ("pull_request", {"installation": {"id": 2**70}}, Why.MALFORMED),
        ("pull_request", {"pull_request__head": {"sha": "HEAD"}}, Why.MALFORMED),
        ("pull_request", {"pull_request__number": "12"}, Why.MALFORMED),
        ("pull_request", {"sender__login": "a" * 10_000_000}, Why.MALFORMED),
    ],
)
def test_what_asks_for_no_work_says_why(event: str, changed: dict[str, Any], why: Why) -> None:
    assert routed(event, **changed) == Ignored(why)


def test_an_event_nobody_asked_for_is_ignored() -> None:
    assert route(Delivery("d", "star", {})) == Ignored(Why.EVENT)


def test_what_is_told_about_the_app_is_housekeeping() -> None:
    assert routed("installation") == Housekeeping("installation", "created", 5)
    assert routed("ping") == Housekeeping("ping", "", None)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=8,
)


@st.composite
def hostile_deliveries(draw: st.DrawFn) -> Delivery:
    """A good payload with some of its places overwritten by anything, at any depth."""
    made = delivery(draw(st.sampled_from(sorted(PAYLOADS))))
    for _ in range(draw(st.integers(1, 3))):
        place: Any = made.payload
        while True:
            name = draw(st.sampled_from(sorted(place) or ["x"]))
            if isinstance(place.get(name), dict) and draw(st.booleans()):
                place = place[name]
                continue
            if draw(st.booleans()):
                place[name] = draw(_JSON)
            else:
                place.pop(name, None)
            break
    return made


@settings(max_examples=300, deadline=None)
@given(hostile_deliveries())
def test_no_payload_makes_it_raise(made: Delivery) -> None:
    asked = route(made, APP)

    assert isinstance(asked, Ignored | Housekeeping) or Job.from_json(asked.to_json()) == asked


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"reason": "rerun"}', '{"reason": 1}', "null"])
def test_what_is_no_stored_job_is_refused(text: str) -> None:
    with pytest.raises(BadJob):
        Job.from_json(text)


def test_the_app_asks_for_exactly_the_events_that_are_routed() -> None:
    manifest = yaml.safe_load((Path(__file__).parents[2] / "app.yml").read_text())
    sent_anyway = {"ping", "installation", "installation_repositories"}

    assert set(manifest["default_events"]) == set(ROUTES) - sent_anyway


@pytest.mark.parametrize(
    ("event", "action", "lists", "added", "removed"),
    [
        ("installation", "created", {"repositories": [("a/b", 5)]}, ((5, "a/b"),), ()),
        ("installation", "deleted", {"repositories": [("a/b", 5)]}, (), ((5, "a/b"),)),
        ("installation", "suspend", {"repositories": [("a/b", 5)]}, (), ()),
        ("installation", "created", {}, (), ()),
        ("installation_repositories", "removed", {"repositories_added": [], "repositories_removed": [("a/b", 5)]}, (), ((5, "a/b"),)),
    ],
)
def test_an_installation_names_what_it_gained_and_lost(
    event: str,
    action: str,
    lists: dict[str, list[tuple[str, int]]],
    added: tuple[tuple[int, str], ...],
    removed: tuple[tuple[int, str], ...],
) -> None:
    named = {key: [{"id": number, "full_name": name} for name, number in some] for key, some in lists.items()}

    routed = route(Delivery("d-1", event, {"action": action, "installation": {"id": 7}, **named}))

    assert routed == Housekeeping(event, action, 7, added, removed)


@pytest.mark.parametrize("name", ["../etc", "a", "a/b/c", "", 7, None])
def test_an_installation_that_names_no_repository_is_malformed(name: object) -> None:
    payload = {"action": "created", "installation": {"id": 7}, "repositories": [{"id": 5, "full_name": name}]}

    assert route(Delivery("d-1", "installation", payload)) == Ignored(Why.MALFORMED)
