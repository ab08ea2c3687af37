"""Conversations over HTTP: what people say on a pull request, what they get for it, and what stands there afterwards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
import yaml

from bot.store.audit import Audit, Entry
from bot.store.engine import connect
from config.policy_file import parse
from tests.github_double import payloads
from tests.github_double.model import IssueComment, Review, ReviewComment
from tests.product.stage import GUILTY, INNOCENT, Stage, bartizan, spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.github_double.repository import DoublePull

Said = TypeVar("Said", IssueComment, ReviewComment, Review)

pytestmark = pytest.mark.xdist_group("product-commands")



def proposed(stage: Stage, content: str = GUILTY, name: str = "convert.py") -> DoublePull:
    """A reviewed pull request of `dev`; `mona` may write, too, and `nobody` may read."""
    pull = stage.propose({name: content})
    stage.double.user("mona", "write", pull.repository)
    stage.double.user("nobody", "read", pull.repository)
    stage.review(pull)
    return pull


def told(stage: Stage, pull: DoublePull, event: str, words: Said, action: str = "created") -> Said:
    """Deliver what was said and wait for what comes of it."""
    make: dict[str, Callable[[Any, Any, Any, str], dict[str, Any]]] = {
        "issue_comment": payloads.issue_comment,
        "pull_request_review_comment": payloads.review_comment,
        "pull_request_review": payloads.review,
    }
    with stage.double.state.lock:
        payload = make[event](stage.double.state, pull.repository.facts, words, action)
    stage.settled(stage.send(event, action, payload))
    return words


def say(stage: Stage, pull: DoublePull, user: str, body: str) -> list[str]:
    """A comment in the conversation; gives the faces below it."""
    return faces(told(stage, pull, "issue_comment", pull.comment(user, body)))


def answer(stage: Stage, pull: DoublePull, user: str, body: str) -> list[str]:
    """An answer in the thread of the first finding."""
    return faces(told(stage, pull, "pull_request_review_comment", pull.reply(user, pull.review_comments[0].id, body)))


def faces(words: IssueComment | ReviewComment | Review) -> list[str]:
    return [reaction.content for reaction in words.reactions]


def id_of(pull: DoublePull, place: int = 0) -> str:
    """As its comment shows it."""
    found = re.search(r"`([0-9a-f]{8})`</sub>", pull.review_comments[place].body)
    assert found
    return found[1]


def conclusion(stage: Stage, pull: DoublePull) -> str | None:
    newest = stage.checks(pull)[-1]
    assert newest.status == "completed"
    return newest.conclusion


def title(stage: Stage, pull: DoublePull) -> str:
    return str(stage.checks(pull)[-1].output["title"])


def replies(pull: DoublePull) -> list[str]:
    """What we said, apart from findings."""
    ours = [comment.body for comment in pull.comments if comment.user.endswith("[bot]")]
    return ours + [comment.body for comment in pull.review_comments if comment.user.endswith("[bot]") and comment.in_reply_to]


def audited(stage: Stage, pull: DoublePull) -> list[Entry]:
    engine = connect(stage.database_url)
    try:
        subject = f"{pull.repository.full_name}#{pull.number}"
        return [entry for entry in reversed(Audit(engine).latest(200)) if entry.subject == subject]
    finally:
        engine.dispose()


def test_an_accepted_finding_turns_the_check_green_and_its_comment_says_so(stage: Stage) -> None:
    pull = proposed(stage)

    got = say(stage, pull, "mona", f"/bartizan accept {id_of(pull)} Only @admins reach it until 30d")

    comment = pull.review_comments[0]
    assert got == ["eyes", "+1"]
    assert (conclusion(stage, pull), title(stage, pull)) == ("success", "No open findings, 1 acknowledged")
    assert "accepted according to `mona` until 2" in comment.body
    assert "@admins" not in comment.body
    assert comment.minimized is None
    assert replies(pull) == []
    assert (len(pull.reviews), len(pull.review_comments)) == (1, 1)


def test_what_was_accepted_follows_its_file_to_another_name_and_is_taken_back_there(stage: Stage) -> None:
    pull = proposed(stage)
    say(stage, pull, "mona", f"/bartizan fp {id_of(pull)} Checked before.")
    pull.push({"convert.py": None, "lib/convert.py": GUILTY})

    stage.review(pull, "synchronize")
    accepted, comments = conclusion(stage, pull), len(pull.review_comments)
    got = answer(stage, pull, "mona", "/bartizan reopen")

    assert (accepted, comments, got) == ("success", 1, ["eyes", "+1"])
    assert conclusion(stage, pull) == "failure"
    assert "Acknowledged" not in pull.review_comments[0].body


def press(stage: Stage, pull: DoublePull, sender: str) -> None:
    with stage.double.state.lock:
        state, run = stage.double.state, stage.checks(pull)[-1]
        payload = payloads.check_run(state, pull.repository.facts, run, "requested_action", sender=sender, identifier="accepted")
    stage.settled(stage.send("check_run", "requested_action", payload))


def buttons(stage: Stage, pull: DoublePull) -> list[str]:
    return [action["identifier"] for action in stage.checks(pull)[-1].actions]


def test_what_was_accepted_is_shown_at_the_press_of_a_button_once_and_to_no_stranger(stage: Stage) -> None:
    pull = proposed(stage)
    before = buttons(stage, pull)
    say(stage, pull, "mona", f"/bartizan accept {id_of(pull)} Only @admins reach it until 30d")
    offered, told, writes = buttons(stage, pull), title(stage, pull), stage.writes(pull)

    press(stage, pull, "nobody")
    for_strangers = stage.writes(pull)
    press(stage, pull, "dev")
    once = stage.writes(pull)
    press(stage, pull, "mona")
    stage.settled(stage.deliver(pull, "ready_for_review"))

    text = stage.checks(pull)[-1].output["text"] or ""
    assert (before, offered, buttons(stage, pull)) == (["rescan"], ["rescan", "accepted"], ["rescan", "accepted"])
    assert (for_strangers, once, stage.writes(pull)) == (writes, writes + 1, writes + 1)
    assert "**Acknowledged** (1)" in text
    assert "accepted according to `mona` until 2" in text
    assert "@admins" not in text
    assert (conclusion(stage, pull), title(stage, pull)) == ("success", told)
    assert len(pull.comments) == 1


def test_an_accepted_finding_stays_so_over_pushes_and_comes_back_when_it_is_reopened(stage: Stage) -> None:
    pull = proposed(stage)
    named = id_of(pull)
    say(stage, pull, "mona", f"/bartizan fp {named} The name is checked before.")
    pull.force_push({"convert.py": "# a line\n" * 20 + GUILTY})
    stage.review(pull, "synchronize")
    accepted = conclusion(stage, pull)

    got = say(stage, pull, "dev", f"/bartizan reopen {named}")

    assert (accepted, conclusion(stage, pull)) == ("success", "failure")
    assert got == ["eyes", "+1"]
    assert "Acknowledged" not in pull.review_comments[0].body
    assert len(pull.review_comments) == 1


def test_complaint_15_a_strangers_accept_is_refused(stage: Stage) -> None:
    pull = proposed(stage)
    before = stage.writes(pull)

    got = say(stage, pull, "nobody", f"/bartizan accept {id_of(pull)} Trust me until 30d")

    (entry,) = audited(stage, pull)
    assert got == ["-1"]
    assert stage.writes(pull) == before + 1
    assert conclusion(stage, pull) == "failure"
    assert (entry.actor, entry.action) == ("nobody", "command.accept")
    assert (entry.detail["outcome"], entry.detail["permission"]) == ("refused", "read")


def test_complaint_16_an_author_cannot_accept_their_own_critical(stage: Stage) -> None:
    pull = proposed(stage)

    got = say(stage, pull, "dev", f"/bartizan accept {id_of(pull)} It is fine until 30d")

    (reply,) = replies(pull)
    assert got == ["eyes", "confused"]
    assert "is critical: somebody other than the author of the pull request has to acknowledge it" in reply
    assert conclusion(stage, pull) == "failure"
    assert "Acknowledged" not in pull.review_comments[0].body
    assert audited(stage, pull)[0].detail["outcome"] == "refused"


def test_an_answer_in_a_thread_means_its_finding(stage: Stage) -> None:
    pull = proposed(stage)

    got = answer(stage, pull, "mona", "/bartizan fp The name is checked before.")

    assert got == ["eyes", "+1"]
    assert conclusion(stage, pull) == "success"
    assert "a false positive according to `mona`" in pull.review_comments[0].body


def test_a_review_is_heard_and_answered_in_the_conversation(stage: Stage, reviewed: DoublePull) -> None:
    before = len(reviewed.comments)

    review = told(stage, reviewed, "pull_request_review", reviewed.say_in_review("lisa", "Hm.\n\n/bartizan list"), "submitted")

    (reply,) = reviewed.comments[before:]
    assert faces(review) == ["eyes", "+1"]
    assert f"`{id_of(reviewed)}`" in reply.body


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("accept {id} It is fine until 2020-01-01", "That day has passed"),
        ("frobnicate @dev", "not one of my commands"),
    ],
)
def test_what_cannot_be_done_is_answered_in_one_sentence(stage: Stage, reviewed: DoublePull, words: str, part: str) -> None:
    before = len(replies(reviewed))

    got = say(stage, reviewed, "mona", f"/bartizan {words.format(id=id_of(reviewed))}")

    (reply,) = replies(reviewed)[before:]
    assert got == ["eyes", "confused"]
    assert part in reply
    assert "@dev" not in reply
    assert conclusion(stage, reviewed) == "failure"


@pytest.fixture(scope="module")
def reviewed(product: Stage) -> DoublePull:
    """A pull request on which nothing that these tests say takes effect. `lisa` may write, too: nobody may say too much."""
    pull = proposed(product)
    product.double.user("lisa", "write", pull.repository)
    return pull


@pytest.mark.parametrize("body", ["> /bartizan pause", "```\n/bartizan pause\n```", "Please /bartizan pause"])
def test_quoted_and_shown_commands_are_none(stage: Stage, reviewed: DoublePull, body: str) -> None:
    before = len(audited(stage, reviewed))

    assert say(stage, reviewed, "mona", body) == []
    assert len(audited(stage, reviewed)) == before


def test_edited_words_and_those_of_bots_are_not_heard(stage: Stage, reviewed: DoublePull) -> None:
    before = len(audited(stage, reviewed))
    edited = told(stage, reviewed, "issue_comment", reviewed.comment("mona", "/bartizan pause"), "edited")
    spoken_by_bot = reviewed.comment("robot[bot]", "/bartizan pause")
    told(stage, reviewed, "issue_comment", spoken_by_bot)

    assert faces(edited) + faces(spoken_by_bot) == []
    assert len(audited(stage, reviewed)) == before


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("list", ["**Open** (1)", "Nothing is acknowledged"]),
        ("help", ["/bartizan accept <id> <reason> until <date>"]),
        ("explain {id}", ["convert.py:7", "Why it matters", "What it cannot see"]),
        ("fix {id}", ["`convert.py:7`"]),
    ],
)
def test_a_question_gets_one_answer(stage: Stage, reviewed: DoublePull, words: str, parts: list[str]) -> None:
    before = len(replies(reviewed))

    got = say(stage, reviewed, "lisa", f"/bartizan {words.format(id=id_of(reviewed))}")

    (reply,) = replies(reviewed)[before:]
    assert got == ["eyes", "+1"]
    assert [part for part in parts if part not in reply] == []


def test_a_paused_pull_request_is_never_green_without_a_look(stage: Stage) -> None:
    pull = proposed(stage, INNOCENT, "add.py")
    say(stage, pull, "mona", "/bartizan pause")
    pull.push({"more.py": INNOCENT})
    stage.review(pull, "synchronize")
    paused = (conclusion(stage, pull), title(stage, pull))
    say(stage, pull, "mona", "/bartizan rescan")
    rescanned = conclusion(stage, pull)
    pull.push({"convert.py": GUILTY})
    stage.review(pull, "synchronize")
    again = conclusion(stage, pull)

    say(stage, pull, "dev", "/bartizan resume")

    assert paused == ("action_required", "Paused by mona: this commit was not scanned")
    assert (rescanned, again) == ("success", "action_required")
    assert conclusion(stage, pull) == "failure"
    pull.push({"convert.py": INNOCENT})
    stage.settled(stage.deliver(pull, "synchronize"))
    assert conclusion(stage, pull) == "success"


def test_whoever_gives_too_many_commands_gets_no_answer_any_more(stage: Stage, reviewed: DoublePull) -> None:
    first = [say(stage, reviewed, "nobody", "/bartizan list\n" * 5) for _ in range(2)]

    got = say(stage, reviewed, "nobody", "/bartizan list")

    assert first == [["-1"], ["-1"]]
    assert got == []
    assert audited(stage, reviewed)[-1].detail["why"] == "more than 10 commands in a minute"


def test_the_same_comment_delivered_again_is_heard_once(stage: Stage, reviewed: DoublePull) -> None:
    said, heard = len(replies(reviewed)), len(audited(stage, reviewed))
    comment = reviewed.comment("lisa", "/bartizan list")

    for _ in range(2):
        told(stage, reviewed, "issue_comment", comment)

    assert len(replies(reviewed)) == said + 1
    assert faces(comment) == ["eyes", "+1"]
    assert [entry.action for entry in audited(stage, reviewed)[heard:]] == ["command.list"]


def test_what_was_acknowledged_can_be_taken_into_the_policy(stage: Stage) -> None:
    pull = proposed(stage)
    say(stage, pull, "mona", f"/bartizan accept {id_of(pull)} Only 'admins': reach # it until 30d")

    ended = bartizan(stage.environment, "acknowledgements", "export", "--repo", pull.repository.full_name)

    (exemption,) = parse(ended.stdout.encode()).exemptions
    assert ended.returncode == 0
    assert (exemption.path, exemption.reason, exemption.owner) == ("convert.py", "Only 'admins': reach # it", "mona")
    assert exemption.rule.startswith("command-injection")
    assert exemption.until is not None
    assert len(yaml.safe_load(ended.stdout)["exemptions"]) == 1
    assert "@" not in spoken(pull)
