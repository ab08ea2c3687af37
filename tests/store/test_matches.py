"""What was found in a file is found again by the same bytes only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert

from bot.store.matches import KEPT, Matches
from bot.store.schema import blob_cache
from checks.core.pattern import Edit, Match
from checks.core.place import Location, RepoPath, Span

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PATH, OTHER = RepoPath("a.py"), RepoPath("src/b.py")
FOUND = (
    Match("evil-call", Location(PATH, Span(3, 4)), Edit((3, 1), (4, 9), "fine()\n"), Location(OTHER, Span(1, 1)), ((3, 1), (4, 9))),
    Match("evil-hint", Location(PATH)),
)


def test_matches_come_back_as_they_were(engine: Engine) -> None:
    store = Matches(engine, lambda: NOW)
    store.keep("v1", {PATH: ("d1", FOUND), OTHER: ("d2", ())})

    known = store.recall("v1", {PATH: "d1", OTHER: "d2"})

    assert known == {PATH: FOUND, OTHER: ()}


def test_other_bytes_and_another_engine_know_nothing(engine: Engine) -> None:
    store = Matches(engine, lambda: NOW)
    store.keep("v1", {PATH: ("d1", FOUND)})

    assert (store.recall("v1", {PATH: "d9"}), store.recall("v2", {PATH: "d1"})) == ({}, {})


def test_the_same_twice_and_very_many_are_kept(engine: Engine) -> None:
    store = Matches(engine, lambda: NOW)
    many = {RepoPath(f"f{number}.py"): ("d", ()) for number in range(1200)}
    store.keep("v1", many)
    store.keep("v1", many)

    assert store.recall("v1", dict.fromkeys(many, "d")).keys() == many.keys()


def test_a_very_long_name_is_not_kept(engine: Engine) -> None:
    store, path = Matches(engine, lambda: NOW), RepoPath("/".join(["d" * 200] * 15) + ".py")
    store.keep("v1", {path: ("d1", ()), OTHER: ("d2", ())})

    assert store.recall("v1", {path: "d1", OTHER: "d2"}).keys() == {OTHER}


def test_what_is_older_than_a_month_is_forgotten(engine: Engine) -> None:
    Matches(engine, lambda: NOW).keep("v1", {PATH: ("d1", FOUND)})

    Matches(engine, lambda: NOW + KEPT + timedelta(days=1)).keep("v1", {OTHER: ("d2", ())})

    assert Matches(engine, lambda: NOW).recall("v1", {PATH: "d1", OTHER: "d2"}).keys() == {OTHER}


def test_a_row_that_cannot_be_read_is_as_if_it_were_not_there(engine: Engine) -> None:
    rows = [{"rule": "x"}, {"rule": "x", "lines": [0, 0], "edit": None, "origin": None}, 7]
    with engine.begin() as connection:
        for number, row in enumerate(rows):
            connection.execute(insert(blob_cache).values(engine="v1", path=f"f{number}.py", blob="d", findings=[row], written=NOW))

    assert Matches(engine, lambda: NOW).recall("v1", {RepoPath(f"f{number}.py"): "d" for number in range(len(rows))}) == {}
