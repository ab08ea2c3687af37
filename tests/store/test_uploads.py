"""What is handed over once, where it was refused, and since when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.review.parcel import Parcel
from bot.store.installations import Installations
from bot.store.refusals import Refusal, Refusals, Unknown, recorded
from bot.store.uploads import REFUSED, SENT, Uploads, Which

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ended(engine: Engine, kind: str, repo_id: int, head: str, state: str, at: datetime) -> None:
    parcel = Parcel(b"x", f"{kind}-{head}", 1)
    uploads = Uploads(engine, kind)
    uploads.keep(repo_id, head, parcel, at)
    uploads.end(Which(repo_id, head, parcel.digest), state, at, "no")


def met(engine: Engine, repo_id: int, installation: int) -> None:
    Installations(engine).met(repo_id, f"octo/{repo_id}", installation, NOW)


def test_a_refusal_holds_for_its_kind_and_its_repository_for_a_day(engine: Engine) -> None:
    ended(engine, "upload", 1, "a", REFUSED, NOW)

    said = [
        Uploads(engine, kind).refusal(repo_id, NOW + later)
        for kind, repo_id, later in (("upload", 1, HOUR), ("upload", 1, 25 * HOUR), ("upload", 2, HOUR), ("snapshot", 1, HOUR))
    ]

    assert said == ["no", None, None, None]


def test_an_installation_is_refused_since_the_first_time_and_until_something_is_taken(engine: Engine) -> None:
    for repo_id, installation in ((1, 7), (2, 7), (3, 8), (4, 9)):
        met(engine, repo_id, installation)
    ended(engine, "upload", 1, "a", REFUSED, NOW)
    ended(engine, "upload", 1, "b", SENT, NOW + HOUR)
    ended(engine, "upload", 1, "c", REFUSED, NOW + 3 * HOUR)
    ended(engine, "upload", 1, "d", REFUSED, NOW + 30 * HOUR)
    ended(engine, "upload", 2, "a", REFUSED, NOW + 2 * HOUR)
    ended(engine, "upload", 3, "a", REFUSED, NOW)
    ended(engine, "upload", 3, "b", SENT, NOW + HOUR)
    ended(engine, "snapshot", 4, "a", REFUSED, NOW)

    standing = {kind: Refusals(engine).standing(kind) for kind in ("upload", "snapshot")}

    assert standing == {"upload": [Refusal(7, NOW + 2 * HOUR, 2)], "snapshot": [Refusal(9, NOW, 1)]}


def test_a_repository_that_has_gone_is_refused_nothing(engine: Engine) -> None:
    met(engine, 1, 7)
    ended(engine, "upload", 1, "a", REFUSED, NOW)

    Installations(engine).reconcile(7, {}, NOW, whole=True)

    assert Refusals(engine).standing("upload") == []


def test_without_a_database_there_is_no_refusal_and_without_tables_it_is_not_known(tmp_path: Path) -> None:
    nothing = tmp_path / "none.db"
    empty = tmp_path / "empty.db"
    empty.touch()

    found = recorded(f"sqlite:///{nothing}", "upload")

    assert (found, nothing.exists()) == ([], False)
    with pytest.raises(Unknown, match="could not be asked"):
        recorded(f"sqlite:///{empty}", "upload")
