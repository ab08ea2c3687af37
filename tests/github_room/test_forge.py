"""The forge against a GitHub that loses answers, refuses lines and is pushed to: everything stands exactly once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.github.moved import PullMoved
from bot.review.ports import ForgeFailed, PullGone
from bot.review.publication import (
    Annotation,
    AnnotationLevel,
    CheckReport,
    CompleteCheck,
    Conclusion,
    EditComment,
    InlineComment,
    PostFileComment,
    PostReview,
    StartCheck,
)
from checks.core.place import RepoPath, Span
from tests.github_double.faults import Fault, secondary_limit
from tests.github_room.shop import LONG, OUTSIDE, TOUCHED

if TYPE_CHECKING:
    from bot.github.forge import GitHubForge
    from bot.review.ports import Forge
    from tests.github_room.shop import Shop

OPENING = "<!-- bartizan v1 kind=review fp=v1:a state=open scan=a sig=0 -->\nThree findings."
LOSSES = ("502 after", "502 before", "cut after")


def lost(match: str, loss: str, skip: int = 0) -> Fault:
    """The answer is lost, after or before the request took effect."""
    cut = loss == "cut after"
    return Fault(match, skip=skip, status=None if cut else 502, when="before" if loss == "502 before" else "after", cut=cut)


def body(number: int, words: str = "text") -> str:
    return f"<!-- bartizan v1 kind=finding fp=v1:{number} state=open scan=a sig=0 -->\n{words}"


def on_line(number: int, *, path: str = LONG, span: Span | None = None) -> InlineComment:
    return InlineComment(RepoPath(path), body(number), span or Span(number, number))


def lines(*numbers: int) -> tuple[InlineComment, ...]:
    return tuple(on_line(number) for number in numbers)


def report(annotations: int = 0, conclusion: Conclusion = Conclusion.FAILURE, digest: str = "abc") -> CheckReport:
    every = (Annotation(RepoPath(LONG), Span(n, n), AnnotationLevel.WARNING, f"Finding {n}", "message") for n in range(1, annotations + 1))
    return CheckReport(f"1:{digest}", "Three findings", "A summary.", conclusion, tuple(every), "More.")


def post(forge: GitHubForge, here: Shop, *comments: InlineComment, opening: str = OPENING) -> None:
    forge.apply(forge.pull(here.name, here.pull.number), [PostReview(opening, comments)])


def test_fulfils_the_reviews_port(here: Shop) -> None:
    with here.forge() as forge:
        port: Forge = forge

        assert port.pull(here.name, here.pull.number).ref.head == here.pull.head_sha


def test_a_check_run_is_begun_and_completed(here: Shop) -> None:
    with here.forge() as forge:
        pull = forge.pull(here.name, here.pull.number)
        begun = forge.apply(pull, [StartCheck("1:started")])
        (unfinished,) = forge.published(pull).checks
        ended = forge.apply(pull, [CompleteCheck(report(3), unfinished.id)])
        (finished,) = forge.published(pull).checks

    assert (unfinished.completed, unfinished.external_id) == (False, "1:started")
    assert (finished.id, finished.completed, finished.conclusion, finished.annotations) == (unfinished.id, True, "failure", 3)
    assert (begun.writes, ended.writes) == (1, 1)
    assert here.runs()[0].head_sha == pull.ref.head


def test_many_annotations_come_in_fifties_and_the_last_request_concludes(here: Shop) -> None:
    with here.forge() as forge:
        pull = forge.pull(here.name, here.pull.number)
        applied = forge.apply(pull, [CompleteCheck(report(143))])

    bodies = [one.body for one in (*here.asked("POST", "*/check-runs"), *here.asked("PATCH", "*/check-runs/*"))]
    assert applied.writes == 3
    assert [len(one["output"]["annotations"]) for one in bodies] == [50, 50, 43]
    assert [one["status"] for one in bodies] == ["in_progress", "in_progress", "completed"]
    assert len(here.runs()[0].annotations) == 143


def test_an_interrupted_check_run_is_taken_up_where_it_stopped(here: Shop) -> None:
    here.double.faults.add(Fault("PATCH */check-runs/*", status=409, body={"message": "x"}))
    with here.forge() as forge:
        pull = forge.pull(here.name, here.pull.number)
        with pytest.raises(ForgeFailed):
            forge.apply(pull, [CompleteCheck(report(120))])
        (interrupted,) = forge.published(pull).checks
        forge.apply(pull, [CompleteCheck(report(120), interrupted.id, interrupted.annotations)])

    assert (interrupted.completed, interrupted.annotations) == (False, 50)
    assert [len(run.annotations) for run in here.runs()] == [120]
    assert here.runs()[0].conclusion == "failure"


def test_annotations_of_another_interrupted_report_do_not_stay(here: Shop) -> None:
    here.double.faults.add(Fault("PATCH */check-runs/*", status=409, body={"message": "x"}))
    with here.forge() as forge:
        pull = forge.pull(here.name, here.pull.number)
        with pytest.raises(ForgeFailed):
            forge.apply(pull, [CompleteCheck(report(120, digest="old"))])
        forge.apply(pull, [CompleteCheck(report(60, digest="new"), here.runs()[0].id)])
        newest, older = forge.published(pull).checks

    assert (newest.external_id, newest.conclusion, newest.annotations) == ("1:new", "failure", 60)
    assert (older.completed, older.conclusion) == (True, "cancelled")


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize(("match", "skip"), [("POST */check-runs", 0), ("PATCH */check-runs/*", 0), ("PATCH */check-runs/*", 1)])
def test_a_lost_answer_doubles_no_annotation_and_no_check_run(here: Shop, match: str, skip: int, loss: str) -> None:
    fault = here.double.faults.add(lost(match, loss, skip))
    with here.forge() as forge:
        forge.apply(forge.pull(here.name, here.pull.number), [CompleteCheck(report(143))])

    (run,) = here.runs()
    assert fault.hits == 1
    assert [one["title"] for one in run.annotations] == [f"Finding {n}" for n in range(1, 144)]
    assert (run.status, run.conclusion) == ("completed", "failure")


@pytest.mark.parametrize("loss", LOSSES)
def test_a_lost_answer_begins_one_check_run(here: Shop, loss: str) -> None:
    here.double.faults.add(lost("POST */check-runs", loss))
    with here.forge() as forge:
        forge.apply(forge.pull(here.name, here.pull.number), [StartCheck("1:started")])

    assert [run.external_id for run in here.runs()] == ["1:started"]


def test_a_report_too_long_for_github_is_refused_before_anything_is_sent(here: Shop) -> None:
    too_long = CheckReport("1:x", "t", "x" * 65_536, Conclusion.SUCCESS)

    with here.forge() as forge, pytest.raises(ValueError, match="65536 characters"):
        forge.apply(forge.pull(here.name, here.pull.number), [CompleteCheck(too_long)])

    assert here.runs() == []


def test_a_review_holds_its_comments_at_the_scanned_commit(here: Shop) -> None:
    several = on_line(20, span=Span(18, 20))
    with here.forge() as forge:
        pull = forge.pull(here.name, here.pull.number)
        applied = forge.apply(pull, [PostReview(OPENING, (*lines(3), several))])
        found = forge.published(pull)

    assert (applied.writes, applied.refused) == (1, ())
    assert [(one.path, one.body, one.span) for one in found.comments] == [(LONG, body(3), Span(3, 3)), (LONG, body(20), Span(18, 20))]
    assert [(one.body, one.commit) for one in found.reviews] == [(OPENING, pull.ref.head)]
    assert [one.state for one in here.reviews()] == ["COMMENTED"]


def test_many_comments_come_in_thirties_and_the_words_only_once(here: Shop) -> None:
    with here.forge() as forge:
        post(forge, here, *lines(*range(1, 66)))

    assert [len(one.body["comments"]) for one in here.asked("POST", "*/reviews")] == [30, 30, 5]
    bodies = [review.body for review in here.reviews()]
    assert bodies[0] == OPENING
    assert bodies[1] == bodies[2]
    assert "\n" not in bodies[1]


def test_lines_that_github_refuses_come_back_and_the_others_stand(here: Shop) -> None:
    bad = (on_line(90, path=TOUCHED, span=Span(OUTSIDE, OUTSIDE)), on_line(91, path="absent.py"))
    with here.forge() as forge:
        pull = forge.pull(here.name, here.pull.number)
        applied = forge.apply(pull, [PostReview(OPENING, (*lines(1, 2, 3), bad[0], *lines(4, 5, 6, 7), bad[1]))])

    assert sorted(one.body for one in here.comments()) == [body(n) for n in range(1, 8)]
    assert [one.step for one in applied.refused] == [PostReview(OPENING, (one,)) for one in bad]
    assert ["Line could not be resolved" in applied.refused[0].why, "Path could not be resolved" in applied.refused[1].why] == [True, True]
    assert [one.body for one in here.reviews()].count(OPENING) == 1


def test_nothing_is_posted_when_github_refuses_every_line(here: Shop) -> None:
    with here.forge() as forge:
        applied = forge.apply(forge.pull(here.name, here.pull.number), [PostReview(OPENING, (on_line(90, path="absent.py"),))])

    assert len(applied.refused) == 1
    assert here.reviews() == []


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("skip", [0, 1])
def test_a_lost_answer_doubles_no_review(here: Shop, loss: str, skip: int) -> None:
    here.double.faults.add(lost("POST */reviews", loss, skip))
    with here.forge() as forge:
        post(forge, here, *lines(*range(1, 41)))

    assert sorted(one.anchor.line or 0 for one in here.comments()) == list(range(1, 41))
    assert [one.body for one in here.reviews()].count(OPENING) == 1


def test_words_without_comments_are_not_doubled_either(here: Shop) -> None:
    here.double.faults.add(Fault("POST */reviews", when="after"))
    with here.forge() as forge:
        post(forge, here)

    assert [one.body for one in here.reviews()] == [OPENING]


def test_a_refused_review_that_was_kept_all_the_same_is_noticed(here: Shop) -> None:
    refusal = {"message": "Unprocessable Entity", "errors": ["Line could not be resolved"]}
    here.double.faults.add(Fault("POST */reviews", status=422, when="after", body=refusal))
    with here.forge() as forge:
        applied = forge.apply(forge.pull(here.name, here.pull.number), [PostReview(OPENING, lines(1, 2, 3))])

    assert applied.refused == ()
    assert len(here.comments()) == 3
    assert len(here.reviews()) == 1


def test_github_that_loses_every_answer_is_given_up_and_repaired_later(here: Shop) -> None:
    here.double.faults.add(Fault("POST */reviews", times=3))
    with here.forge() as forge:
        pull = forge.pull(here.name, here.pull.number)
        with pytest.raises(ForgeFailed, match="502"):
            forge.apply(pull, [PostReview(OPENING, lines(1))])
        forge.apply(pull, [PostReview(OPENING, lines(1))])

    assert len(here.comments()) == 1


def test_an_attempt_that_ended_between_two_batches_does_not_repeat_the_words(here: Shop) -> None:
    with here.forge() as forge:
        post(forge, here, *lines(1, 2))
        post(forge, here, *lines(3))

    assert [one.body for one in here.reviews()].count(OPENING) == 1
    assert len(here.comments()) == 3


@pytest.mark.parametrize("loss", [None, *LOSSES])
def test_a_comment_on_a_file_stands_once(here: Shop, loss: str | None) -> None:
    if loss:
        here.double.faults.add(lost("POST */pulls/*/comments", loss))
    with here.forge() as forge:
        pull = forge.pull(here.name, here.pull.number)
        forge.apply(pull, [PostFileComment(InlineComment(RepoPath(LONG), body(1), None))])
        (found,) = forge.published(pull).comments

    assert (found.path, found.body, found.span) == (LONG, body(1), None)
    assert [one.subject_type for one in here.comments()] == ["file"]


def test_a_comment_on_a_file_outside_the_change_comes_back(here: Shop) -> None:
    step = PostFileComment(InlineComment(RepoPath("absent.py"), body(1), None))
    with here.forge() as forge:
        applied = forge.apply(forge.pull(here.name, here.pull.number), [step])

    assert [one.step for one in applied.refused] == [step]
    assert "could not be resolved" in applied.refused[0].why


@pytest.mark.parametrize("loss", [None, *LOSSES])
@pytest.mark.parametrize("match", ["PATCH */pulls/comments/*", "POST /api/graphql"])
def test_a_comment_is_edited_and_folded_and_later_opened_again(here: Shop, loss: str | None, match: str) -> None:
    with here.forge() as forge:
        post(forge, here, *lines(1, 2))
        pull = forge.pull(here.name, here.pull.number)
        first, other = forge.published(pull).comments
        if loss:
            here.double.faults.add(lost(match, loss))
        forge.apply(pull, [EditComment(first, "Fixed.", minimise=True)])
        folded = forge.published(pull).comments
        forge.apply(pull, [EditComment(folded[0], body(1))])
        opened = forge.published(pull).comments

    assert [(one.body, one.minimised) for one in folded] == [("Fixed.", True), (other.body, False)]
    assert [(one.body, one.minimised) for one in opened] == [(body(1), False), (other.body, False)]


def test_a_comment_that_somebody_deleted_comes_back(here: Shop) -> None:
    with here.forge() as forge:
        post(forge, here, *lines(1))
        pull = forge.pull(here.name, here.pull.number)
        (comment,) = forge.published(pull).comments
        del here.repository.facts.review_comments[comment.id]
        applied = forge.apply(pull, [EditComment(comment, "Fixed.")])

    assert "not there any more" in applied.refused[0].why


def test_more_than_a_page_of_comments_is_read(here: Shop) -> None:
    with here.forge() as forge:
        post(forge, here, *lines(*range(1, 131)))
        here.comments()[125].minimized = "spam"
        found = forge.published(forge.pull(here.name, here.pull.number))

    assert len(found.comments) == 130
    assert [one.minimised for one in found.comments].index(True) == 125
    assert "page=2" in here.asked("GET", "*/pulls/*/comments")[-1].query


def test_forged_markers_and_other_peoples_replies(here: Shop) -> None:
    with here.forge() as forge:
        post(forge, here, *lines(1))
        here.pull.review_comment("mallory", LONG, 2, body(2))
        here.pull.reply("mona", here.comments()[0].id, "Why?")
        found = forge.published(forge.pull(here.name, here.pull.number))

    assert [(one.body, one.replied) for one in found.comments] == [(body(1), True)]
    assert len(found.reviews) == 1


def test_a_forged_comment_does_not_pass_for_one_that_was_lost(here: Shop) -> None:
    here.pull.review_comment("mallory", LONG, 1, body(1))
    here.double.faults.add(Fault("POST */reviews", when="before"))
    with here.forge() as forge:
        post(forge, here, *lines(1))

    assert [one.user for one in here.comments()] == ["mallory", "bartizan[bot]"]


def test_a_push_while_we_worked_stops_everything_but_the_check_run(here: Shop) -> None:
    with here.forge() as forge:
        pull = forge.pull(here.name, here.pull.number)
        forge.apply(pull, [StartCheck("1:started")])
        here.pull.force_push({LONG: "rewritten\n"})
        with pytest.raises(PullMoved, match="was replaced"):
            forge.apply(pull, [PostReview(OPENING, lines(1)), CompleteCheck(report())])

    assert here.comments() == []
    assert [(run.status, run.conclusion, run.head_sha) for run in here.runs()] == [("completed", "cancelled", pull.ref.head)]


def test_the_old_commits_check_run_can_be_superseded_alone(here: Shop) -> None:
    with here.forge() as forge:
        pull = forge.pull(here.name, here.pull.number)
        forge.apply(pull, [StartCheck("1:started")])
        here.pull.force_push({LONG: "rewritten\n"})
        forge.supersede(pull, here.runs()[0].id)

    assert [(run.conclusion, run.output["title"]) for run in here.runs()] == [("cancelled", "Superseded by a newer commit")]


def test_comments_outdated_by_a_push_have_no_line(here: Shop) -> None:
    with here.forge() as forge:
        post(forge, here, *lines(1))
        here.pull.force_push({LONG: "rewritten\n"})
        (found,) = forge.published(forge.pull(here.name, here.pull.number)).comments

    assert (found.path, found.span) == (LONG, None)


def test_a_pull_request_that_is_gone_is_gone(here: Shop) -> None:
    with here.forge() as forge, pytest.raises(PullGone):
        forge.pull(here.name, 404)


def test_a_repository_that_was_deleted_is_gone(here: Shop) -> None:
    with here.forge() as forge:
        pull = forge.pull(here.name, here.pull.number)
        here.repository.delete()
        with pytest.raises(PullGone):
            forge.apply(pull, [StartCheck("1:started")])


def test_a_renamed_repository_is_followed(here: Shop) -> None:
    before = here.name
    here.repository.rename(f"boutique-{here.repository.facts.id}")
    with here.forge() as forge:
        pull = forge.pull(before, here.pull.number)
        forge.apply(pull, [StartCheck("1:started"), PostReview(OPENING, lines(1))])

    assert pull.ref.repo == here.name == f"octo/boutique-{here.repository.facts.id}"
    assert (len(here.runs()), len(here.comments())) == (1, 1)


@pytest.mark.parametrize(("status", "retry_after", "wait"), [(403, None, 60), (429, None, 60), (403, 90, 90), (429, 90, 90)])
def test_a_content_block_goes_back_to_the_queue(here: Shop, status: int, retry_after: int | None, wait: int) -> None:
    here.double.faults.add(secondary_limit("POST */reviews", status=status, retry_after=retry_after))
    with here.new_app().work(here.installation, here.repository.facts.id) as work:
        forge = work.forge
        pull = forge.pull(here.name, here.pull.number)
        with pytest.raises(ForgeFailed) as refusal:
            forge.apply(pull, [PostReview(OPENING, lines(1))])
        asked = len(here.double.requests)
        with pytest.raises(ForgeFailed):
            forge.pull(here.name, here.pull.number)

    assert refusal.value.retry_after == wait
    assert len(here.asked("POST", "*/reviews")) == 1
    assert [one.path for one in here.double.requests[asked:]] == ["/installation/token"], (
        "GitHub wants silence: only the token is given back"
    )
