from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.review.record import Record, RecordedFinding
from bot.store.audit import Audit, Entry
from bot.store.heartbeats import Heartbeats
from bot.store.reviews import Reviews

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.review.ports import Memory

START = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
FOUND = RecordedFinding("v1:abc", "sql-injection-format", "app/ü.py", 3, "high", "medium", "reported")
RECORD = Record(
    key="o/r#1@abc",
    repo="o/r",
    number=1,
    head="abc",
    base="def",
    decision="block",
    summary="1 finding",
    started=START,
    finished=START + timedelta(seconds=2),
    findings=(FOUND, replace(FOUND, line=None, state="exempted: a test")),
    timings=(("fetch", 0.25), ("scan", 1.5)),
    writes=3,
)


def actions(engine: Engine) -> list[str]:
    return [entry.action for entry in reversed(Audit(engine).latest())]


def test_gives_back_what_it_was_told(engine: Engine) -> None:
    reviews = Reviews(engine)
    memory: Memory = reviews

    memory.remember(RECORD)

    assert reviews.find(RECORD.key) == RECORD
    assert reviews.find("other") is None


def test_the_same_review_again_changes_nothing(engine: Engine) -> None:
    for _ in range(3):
        Reviews(engine).remember(RECORD)

    assert actions(engine) == ["review.remembered"]


def test_a_later_review_takes_the_place_of_the_first(engine: Engine) -> None:
    reviews = Reviews(engine)
    later = replace(RECORD, decision="clear", findings=(replace(FOUND, path="b.py"),))
    reviews.remember(RECORD)

    reviews.remember(later)

    assert reviews.find(RECORD.key) == later
    assert actions(engine) == ["review.remembered", "review.replaced"]


def test_ten_at_once_leave_one_review(engine: Engine) -> None:
    reviews = Reviews(engine)

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda _: reviews.remember(RECORD), range(10)))

    assert reviews.history("o/r", 1) == [RECORD]
    assert actions(engine) == ["review.remembered"]


def test_tells_the_history_of_one_pull_request_newest_first(engine: Engine) -> None:
    reviews = Reviews(engine)
    newer = replace(RECORD, key="o/r#1@new", head="new", finished=START + timedelta(days=1), findings=())
    other = replace(RECORD, key="o/r#2@abc", number=2, finished=START + timedelta(days=2))
    for record in (RECORD, other, newer):
        reviews.remember(record)

    assert reviews.history("o/r", 1) == [newer, RECORD]
    assert reviews.latest(2) == [other, newer]


def test_keeps_the_moment_whatever_its_zone(engine: Engine) -> None:
    there = START.astimezone(timezone(timedelta(hours=5)))

    Reviews(engine).remember(replace(RECORD, started=there))

    assert Reviews(engine).find(RECORD.key) == RECORD


def logged(engine: Engine, count: int) -> Audit:
    audit = Audit(engine)
    for number in range(count):
        audit.append(Entry(START, "somebody", "policy.changed", f"o/r{number}", {"number": number, "ü": [1, None]}))
    return audit


def test_the_log_fits_together(engine: Engine) -> None:
    chain = logged(engine, 5).verify()

    assert (chain.length, chain.broken_at) == (5, None)
    assert Audit(engine).latest(1)[0] == Entry(START, "somebody", "policy.changed", "o/r4", {"number": 4, "ü": [1, None]})


def test_the_log_shows_a_changed_entry(engine: Engine) -> None:
    audit = logged(engine, 5)
    with engine.begin() as connection:
        connection.execute(text("UPDATE audit SET actor = 'nobody' WHERE subject = 'o/r2'"))

    chain = audit.verify()

    assert (chain.length, chain.broken_at) == (2, 3)


def test_the_log_shows_a_removed_entry(engine: Engine) -> None:
    audit = logged(engine, 5)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM audit WHERE subject = 'o/r2'"))

    assert audit.verify().broken_at == 4


def test_the_log_fits_together_when_many_write_at_once(engine: Engine) -> None:
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda _: logged(engine, 3), range(10)))

    chain = Audit(engine).verify()

    assert (chain.length, chain.broken_at) == (30, None)


def test_knows_which_workers_have_fallen_silent(engine: Engine) -> None:
    heartbeats = Heartbeats(engine)
    for executor, seconds in (("a", 0), ("b", 0), ("c", 50), ("a", 60)):
        heartbeats.beat(executor, START + timedelta(seconds=seconds))

    silent = heartbeats.silent_since(START + timedelta(seconds=40))
    heartbeats.forget("b")

    assert silent == ["b"]
    assert heartbeats.silent_since(START + timedelta(seconds=55)) == ["c"]
