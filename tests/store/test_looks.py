"""When a default branch is compared with the advisories again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.store.installations import Installations
from bot.store.looks import Looks
from bot.store.refusals import Refusal, Refusals

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


def test_a_refusal_is_told_with_its_beginning_until_a_look_succeeds(engine: Engine) -> None:
    looks = Looks(engine)
    for repo_id in (11, 12):
        Installations(engine).met(repo_id, f"octo/shop{repo_id}", 7, NOW)
    looks.failed(12, "the repository is too large", NOW)
    for days in range(3):
        looks.refused(11, "Resource not accessible by integration", NOW + timedelta(days=days))

    standing = Refusals(engine).standing("advisories")
    looks.looked(11, "s1", "a" * 40, NOW + timedelta(days=3))

    assert standing == [Refusal(7, NOW, 1)]
    assert Refusals(engine).standing("advisories") == []
