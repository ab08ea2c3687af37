"""Faces and answers, each exactly once, wherever something was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.outcome import Reaction
from bot.intake.said import Said
from tests.github_double.faults import Fault
from tests.github_double.state import node_id
from tests.github_room.shop import LONG

if TYPE_CHECKING:
    from bot.conversation.ports import Forum
    from tests.github_double.model import IssueComment, Review, ReviewComment
    from tests.github_room.shop import Shop

ANSWER = "<!-- bartizan v1 kind=reply -->\nAn answer"


def spoken(here: Shop, place: str) -> tuple[IssueComment | ReviewComment | Review, Said]:
    """Something a person said there, and how intake tells of it."""
    if place == "conversation":
        return here.pull.comment("mona", "/bartizan help"), Said(place, ("help",))
    if place == "review":
        review = here.pull.say_in_review("mona", "/bartizan help")
        return review, Said(place, ("help",), None, node_id("PRR", review.id))
    first = here.pull.review_comment("mona", LONG, 1, "What is this?")
    return here.pull.reply("mona", first.id, "/bartizan help"), Said(place, ("help",), first.id)


@pytest.mark.parametrize("place", ["conversation", "thread", "review"])
def test_a_face_stands_once_although_its_answer_was_lost(here: Shop, place: str) -> None:
    words, said = spoken(here, place)
    here.double.faults.add(Fault("POST */reactions", when="after"))
    with here.work() as work:
        forum: Forum = work.forum
        forum.react(here.name, words.id, said, Reaction.SEEN)
        forum.react(here.name, words.id, said, Reaction.SEEN)

    assert [(one.user, one.content) for one in words.reactions] == [("bartizan[bot]", "eyes")]


def test_what_was_deleted_meanwhile_gets_no_face(here: Shop) -> None:
    words, said = spoken(here, "conversation")
    del here.repository.facts.issue_comments[words.id]

    with here.work() as work:
        work.forum.react(here.name, words.id, said, Reaction.SEEN)

    assert words.reactions == []


@pytest.mark.parametrize("place", ["conversation", "thread", "review"])
def test_an_answer_stands_once_where_it_was_asked_for(here: Shop, place: str) -> None:
    _, said = spoken(here, place)
    here.double.faults.add(Fault("POST */comments", when="after"))
    here.double.faults.add(Fault("POST */replies", when="after"))
    with here.work() as work:
        for _ in range(2):
            work.forum.reply(here.name, here.pull.number, said, ANSWER)

    everything: list[IssueComment | ReviewComment] = [*here.pull.comments, *here.pull.review_comments]
    ours = [comment for comment in everything if comment.user == "bartizan[bot]"]
    assert [comment.body for comment in ours] == [ANSWER]
    assert (ours[0] in here.pull.review_comments) == (place == "thread")
    assert getattr(ours[0], "in_reply_to", None) == said.thread


def test_only_our_own_words_are_ours(here: Shop) -> None:
    first = here.pull.review_comment("mona", LONG, 1, "<!-- bartizan v1 kind=finding -->")

    with here.work() as work:
        assert work.forum.our_words(here.name, first.id) == ""
