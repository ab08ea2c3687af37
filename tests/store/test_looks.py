"""When a default branch is compared with the advisories again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.store.looks import Looks

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_what_was_never_looked_at_is_due(engine: Engine) -> None:
    assert Looks(engine).due(11, "s1", None, NOW)


def test_the_same_commit_and_advisories_are_not_looked_at_again(engine: Engine) -> None:
    Looks(engine).looked(11, "s1", "a" * 40, NOW)

    assert not Looks(engine).due(11, "s1", "a" * 40, NOW + timedelta(days=9))
    assert not Looks(engine).due(11, "s1", None, NOW)


def test_other_advisories_or_another_commit_make_it_due(engine: Engine) -> None:
    Looks(engine).looked(11, "s1", "a" * 40, NOW)

    assert Looks(engine).due(11, "s2", None, NOW)
    assert Looks(engine).due(11, "s1", "b" * 40, NOW)


def test_a_refusal_holds_for_a_day_whatever_changes(engine: Engine) -> None:
    Looks(engine).looked(11, "s1", "a" * 40, NOW)
    Looks(engine).refused(11, "issues are disabled", NOW)

    assert not Looks(engine).due(11, "s2", "b" * 40, NOW + timedelta(hours=23))
    assert Looks(engine).due(11, "s1", "a" * 40, NOW + timedelta(hours=24))
