"""GitHub's answers with any fact anywhere: read as documented, or the port's own failure, and nobody else's words are ours."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from bot.github.answer import LONGEST_WAIT, Answer, wait_asked
from bot.github.app_lists import delivery_page, installation_page
from bot.github.payload import Fields, fields, many, parse
from bot.github.published import AppIdentity, Reader
from bot.github.pulls import Pulls, read_pull
from bot.github.recognition import key, missing, stands
from bot.review.ports import ForgeFailed, PullGone
from bot.review.publication import InlineComment, PostedComment, PostedReview
from checks.core.place import RepoPath, Span
from tests.fuzz.hunting import JSON, hunt, mutated, says_why, tries
from tests.fuzz.read_strategies import ODD, changed, places
from tests.github_room import recorded
from tests.github_room.recorded import comment, playing, run
from tests.github_room.scripted import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.github.session import Session

WHO = AppIdentity(42, "bartizan")
OURS = {"login": "bartizan[bot]", "type": "Bot"}
PULL = read_pull(Fields(recorded.pull(), "x"))
MARKED = "<!-- bartizan v1 kind=finding -->\ntext"
REVIEW = {"id": 1, "node_id": "a", "state": "COMMENTED", "body": MARKED, "commit_id": recorded.HEAD, "user": OURS}
_THREAD = {"id": "t", "isResolved": False, "comments": {"nodes": [{"id": "x", "isMinimized": True}]}}
THREADS = {"pageInfo": {"hasNextPage": False, "endCursor": None}, "nodes": [_THREAD]}
FOLDED = {"data": {"repository": {"pullRequest": {"reviewThreads": THREADS}}}}
DELIVERY = {"id": 1, "guid": "72d3162e-cc78", "delivered_at": "2026-11-23T12:00:00Z", "status_code": 200}

# What is asked, and the answers in order.
QUESTIONS: dict[str, tuple[Callable[[Session], object], list[Any]]] = {
    "comments": (
        lambda session: Reader(session, WHO).comments(PULL),
        [[comment(1, MARKED, start_line=3), comment(2, "thanks", "mona", "User", in_reply_to_id=1)], FOLDED],
    ),
    "reviews": (lambda session: Reader(session, WHO).reviews(PULL), [[REVIEW, REVIEW | {"user": None}]]),
    "pending": (lambda session: Reader(session, WHO).pending(PULL), [[REVIEW | {"state": "PENDING"}]]),
    "checks": (lambda session: Reader(session, WHO).checks(PULL), [{"check_runs": [run(1, "12:aa"), run(2, "12:bb", app=7)]}]),
    "heads": (lambda session: Pulls(session, 99).find_by_head("octo/shop", recorded.HEAD), [[recorded.pull()]]),
    "merge base": (lambda session: Pulls(session, 99).merge_base(PULL), [{"merge_base_commit": {"sha": recorded.BASE}}]),
    "permission": (lambda session: Pulls(session, 99).permission("octo/shop", "mona"), [{"permission": "write"}]),
    "updated": (
        lambda session: Pulls(session, 99).updated_since("octo/shop", datetime(2026, 11, 1, tzinfo=UTC), 9),
        [[recorded.pull(updated_at="2026-11-23T12:00:00Z")]],
    ),
    "deliveries": (lambda session: delivery_page(session, ""), [[DELIVERY]]),
    "installations": (lambda session: installation_page(session, 1), [[{"id": 5, "suspended_at": None}]]),
}
VALUES = st.sampled_from((*ODD, "2026-13-45T99:99:99Z", "2026-11-23", "PENDING", "12:", "bartizan[bot]", "Bot")) | JSON


def asked_of(session: Session, question: Callable[[Session], object]) -> object:
    """What comes of it; None when it is the port's failure."""
    try:
        return question(session)
    except (ForgeFailed, PullGone) as failure:
        says_why(failure)
        return None


@pytest.mark.parametrize("name", QUESTIONS)
@tries
def test_any_fact_anywhere_is_read_or_the_ports_failure(name: str, tries: int) -> None:
    question, answers = QUESTIONS[name]
    # Over HTTP a try takes milliseconds: the full form makes fewer of them.
    with playing({}) as (session, script):

        def look(whole: dict[str, Any]) -> None:
            bodies = whole.get("answers")
            # The scripted server writes ASCII, so that JSON may hold what no text can.
            script.replies = [Reply(body=body) for body in bodies] if isinstance(bodies, list) and bodies else [Reply(body=bodies)]
            found = asked_of(session, question)
            if name == "comments" and isinstance(found, tuple):
                assert all(one.span is None or 1 <= one.span.first <= one.span.last for one in found)

        document = {"answers": answers}
        ways = st.sampled_from([way for way in places(document) if len(way) > 1])
        hunt(st.lists(st.tuples(ways, VALUES), max_size=3).map(lambda changes: changed(document, changes)), look, min(tries, 1000))


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_seed_of_each_question_is_read(name: str) -> None:
    question, answers = QUESTIONS[name]

    with playing(*answers) as (session, _):
        found = question(session)

    assert found


@tries
def test_only_what_our_own_account_wrote_is_ours(tries: int) -> None:
    alike = ("Bartizan[Bot]", "bartizan", "bartizan[bot] ", "bartizan[bot]\0", "b\u0430rtizan[bot]", "x[bot]")
    logins = st.sampled_from(["bartizan[bot]", *alike])
    kinds = st.sampled_from(["Bot", "User", "bot", "Organization", "Mannequin", ""])

    def look(given: tuple[str, str]) -> None:
        login, kind = given
        is_ours = kind == "Bot" and login.lower() == "bartizan[bot]"
        assert WHO.wrote(Fields(comment(1, MARKED, login, kind), "x")) is is_ours

    hunt(st.tuples(logins | st.text(max_size=15), kinds | st.text(max_size=5)), look, tries)


@tries
def test_any_text_is_json_or_the_ports_failure(tries: int) -> None:
    def look(raw: bytes) -> None:
        try:
            parsed = parse(raw.decode("utf-8", "replace"), "GET /x")
            for one in many(parsed, "GET /x") if isinstance(parsed, list) else [fields(parsed, "GET /x")]:
                one.text("name").encode()
                one.maybe_text("node_id").encode()
                assert one.moment("started_at").tzinfo is not None
        except ForgeFailed as failure:
            says_why(failure)

    hunt(mutated([json.dumps(run(1, "12:aa", started_at="2026-11-23T12:00:00Z")).encode()]), look, tries)


@tries
def test_a_refusal_has_one_printable_line_and_a_wait_an_end(tries: int) -> None:
    numbers = st.sampled_from(["", "0", "-1", "1e9", "\xb2", "\u0661", "9" * 5000, "nan", "inf", "60", " 5"]) | st.text(max_size=4)
    headers = st.dictionaries(st.sampled_from(["retry-after", "x-ratelimit-remaining", "x-ratelimit-reset"]), numbers)
    document = {"message": "Validation Failed", "errors": [{"field": "a", "code": "b", "message": "was submitted too quickly"}, "x"]}
    bodies = st.lists(st.tuples(st.sampled_from(places(document)), VALUES), max_size=2).map(lambda its: json.dumps(changed(document, its)))

    def look(given: tuple[int, dict[str, str], str]) -> None:
        answer = Answer(*given)
        assert answer.reason.isprintable()
        assert len(answer.reason) <= 400
        wait = wait_asked(answer, 1000)
        assert wait is None or 0 <= wait <= LONGEST_WAIT

    hunt(st.tuples(st.sampled_from([200, 401, 403, 404, 422, 429, 502]), headers, bodies | st.text(max_size=60)), look, tries)


@tries
def test_no_words_of_others_stand_for_a_comment_of_ours(tries: int) -> None:
    """Recognition compares what the reader has found to be ours; other text, or the same in another file, leaves it missing."""
    wanted = InlineComment(RepoPath("app.py"), MARKED, Span(1, 1))

    def look(given: tuple[str, str]) -> None:
        path, body = given
        same = path == "app.py" and key(body) == key(MARKED)
        assert missing((wanted,), [PostedComment(1, "n", path, body)]) == (() if same else (wanted,))
        assert same or path == "app.py" or not stands(MARKED, "a" * 40, [PostedReview(1, "n", body, path)])

    quoted = [MARKED, MARKED + "\r\nmore", "```\n" + MARKED, "> " + MARKED, MARKED[:-10], "x" + MARKED]
    bodies = st.sampled_from(quoted) | st.text(max_size=20)
    hunt(st.tuples(st.sampled_from(["app.py", "App.py", "./app.py", ""]), bodies), look, tries)
