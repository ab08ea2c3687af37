"""Answers that are not as documented are errors, never surprises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.github.payload import Fields, fields, many, parse
from bot.review.ports import ForgeFailed

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    "read",
    [
        lambda f: f.text("n"),
        lambda f: f.text("absent"),
        lambda f: f.number("t"),
        lambda f: f.number("yes"),
        lambda f: f.maybe_number("t"),
        lambda f: f.maybe_text("n"),
        lambda f: f.inside("null"),
        lambda f: f.inside("t"),
        lambda f: f.many("t"),
        lambda f: f.many("mixed"),
        lambda f: f.moment("t"),
        lambda f: f.moment("day"),
    ],
)
def test_names_what_is_missing_or_of_another_type(read: Callable[[Fields], object]) -> None:
    payload = Fields({"t": "text", "n": 1, "yes": True, "null": None, "mixed": [{}, 1], "day": "2026-11-23"}, "the thing")

    with pytest.raises(ForgeFailed, match="the thing"):
        read(payload)


def test_reads_what_is_there() -> None:
    payload = Fields({"t": "text", "n": 1, "yes": True, "null": None, "in": {"t": "deep"}, "all": [{"n": 2}]}, "x")

    assert payload.text("t") == "text"
    assert payload.maybe_text("null") == ""
    assert (payload.number("n"), payload.maybe_number("null")) == (1, None)
    assert (payload.flag("yes"), payload.flag("null")) == (True, False)
    assert payload.inside("in").text("t") == "deep"
    assert payload.maybe_inside("null") is None
    assert [one.number("n") for one in payload.many("all")] == [2]


@pytest.mark.parametrize("text", ["", "<html>", "{", "[" * 200_000, "9" * 5000])
def test_refuses_what_is_not_json(text: str) -> None:
    with pytest.raises(ForgeFailed, match="not JSON"):
        parse(text, "GET /x")


def test_refuses_a_list_for_an_object_and_the_other_way_round() -> None:
    with pytest.raises(ForgeFailed, match="an object"):
        fields([], "GET /x")
    with pytest.raises(ForgeFailed, match="a list"):
        many({}, "GET /x")


def test_half_a_character_is_read_as_a_question_mark() -> None:
    assert Fields({"t": "a\ud800b"}, "x").text("t") == "a?b"
