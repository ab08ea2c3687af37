"""What the App is installed on, and what is forgotten once it has gone for long enough."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert

from bot.intake.job import Housekeeping
from bot.intake.queue import DeliveryState, Standing
from bot.review.recollection import scope_mark
from bot.review.record import Record, RecordedFinding
from bot.store.audit import Audit
from bot.store.deliveries import Deliveries
from bot.store.installations import Installations
from bot.store.oblivion import Oblivion
from bot.store.reviews import Reviews
from bot.store.schema import blob_cache, pause

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SHOP, MALL = (11, "octo/shop"), (12, "octo/mall")


def told(
    event: str, action: str, installation: int = 7, *, added: tuple[tuple[int, str], ...] = (), removed: tuple[tuple[int, str], ...] = ()
) -> Housekeeping:
    return Housekeeping(event, action, installation, added, removed)


def gone(installations: Installations) -> set[int]:
    return {known.repo_id for known in installations.known() if known.gone_at}


def remembered(engine: Engine, repo: str, repo_id: int, guid: str) -> None:
    """A row of everything about the repository."""
    found = RecordedFinding("f1", "python-eval", "a.py", 1, "high", "high", "reported")
    Reviews(engine).remember(Record(f"{repo}#1@{'a' * 40}", repo, 1, "a" * 40, "b" * 40, "block", "One.", NOW, NOW, (found,), (), 1))
    Deliveries(engine).claim(guid, "pull_request", "opened", NOW, Standing(DeliveryState.DONE, job=f"{repo}#1@{'a' * 40}"))
    with engine.begin() as connection:
        connection.execute(insert(pause).values(repo_id=repo_id, number=1, who="dev", at=NOW))
        key = scope_mark(str(repo_id)) + "0" * 48
        connection.execute(insert(blob_cache).values(engine=key, path="a.py", blob="c" * 64, findings=[], written=NOW))


def test_what_an_installation_names_is_known_and_what_it_loses_is_gone_since_then(engine: Engine) -> None:
    installations = Installations(engine)
    installations.record(told("installation", "created", added=(SHOP, MALL)), "g1", NOW)

    installations.record(told("installation_repositories", "removed", removed=(SHOP,)), "g2", NOW + DAY)
    installations.record(told("installation_repositories", "removed", removed=(SHOP,)), "g2", NOW + 2 * DAY)

    assert [(known.repo_id, known.gone_at) for known in installations.known()] == [(11, NOW + DAY), (12, None)]
    assert [entry.action for entry in Audit(engine).latest()][-1] == "installation.created"


def test_the_end_of_an_installation_takes_all_its_repositories_and_no_others(engine: Engine) -> None:
    installations = Installations(engine)
    installations.met(*SHOP, 7, NOW)
    installations.met(*MALL, 8, NOW)

    installations.record(told("installation", "deleted"), "g1", NOW)

    assert gone(installations) == {11}


def test_coming_back_cancels_it_and_an_old_job_does_not(engine: Engine) -> None:
    installations = Installations(engine)
    installations.met(*SHOP, 7, NOW)
    installations.record(told("installation", "deleted"), "g1", NOW)

    installations.met(*SHOP, 7, NOW)
    assert list(installations.gone_before(NOW)) == [11]

    installations.record(told("installation", "created", 9, added=(SHOP,)), "g2", NOW + DAY)
    assert list(installations.gone_before(NOW + DAY)) == []


def test_an_ending_told_late_does_not_touch_what_was_installed_anew(engine: Engine) -> None:
    installations = Installations(engine)
    installations.met(*SHOP, 7, NOW)
    installations.record(told("installation", "created", 9, added=(SHOP,)), "g2", NOW)

    installations.record(told("installation", "deleted", 7, removed=(SHOP,)), "g1", NOW)

    assert gone(installations) == set()


def test_a_whole_list_from_github_tells_what_is_there_and_what_went_unheard(engine: Engine) -> None:
    installations = Installations(engine)
    installations.met(*SHOP, 7, NOW)
    installations.met(13, "elsewhere/one", 8, NOW)

    assert installations.reconcile(7, {12: "octo/mall"}, NOW, whole=False) == []
    assert installations.reconcile(7, {12: "octo/mall"}, NOW, whole=True) == ["octo/shop"]
    assert installations.standing([], [7], NOW) == [8]

    assert gone(installations) == {11, 13}


def test_suspension_is_told_by_events_and_put_right_by_the_list(engine: Engine) -> None:
    installations = Installations(engine)
    installations.record(told("installation", "suspend"), "g1", NOW)
    assert installations.suspended(7)
    installations.record(told("installation", "unsuspend"), "g2", NOW)
    assert not installations.suspended(7)

    installations.standing([7], [7, 8], NOW)
    assert (installations.suspended(7), installations.suspended(8)) == (True, False)
    installations.standing([], [7, 8], NOW)
    assert not installations.suspended(7)


def test_everything_about_a_repository_is_forgotten_and_counted_and_its_neighbour_stays(engine: Engine) -> None:
    installations = Installations(engine)
    for number, (repo_id, name) in enumerate((SHOP, (12, "octo/shop-2"))):
        installations.met(repo_id, name, 7, NOW)
        remembered(engine, name, repo_id, f"g{number}")

    counts = Oblivion(engine).forget(11, NOW)

    said = {"acknowledgements": 0, "pauses": 1, "commands": 0}
    assert counts == {"jobs": 0, "findings": 1, "reviews": 1, **said, "matches": 1, "uploads": 0, "looks": 0, "deliveries": 1}
    assert Oblivion(engine).forget(11, NOW) == dict.fromkeys(counts, 0)
    assert [record.repo for record in Reviews(engine).latest()] == ["octo/shop-2"]
    assert Deliveries(engine).find("g1") is not None
    assert [known.full_name for known in installations.known()] == ["octo/shop-2"]
    assert Audit(engine).latest()[1].detail == counts
    assert Audit(engine).verify().broken_at is None


def test_what_another_repository_has_under_the_same_name_now_is_kept(engine: Engine) -> None:
    installations = Installations(engine)
    installations.met(*SHOP, 7, NOW)
    installations.record(told("installation_repositories", "removed", removed=(SHOP,)), "g1", NOW)
    installations.met(21, SHOP[1], 7, NOW)
    remembered(engine, SHOP[1], 21, "g2")

    assert Oblivion(engine).forget(11, NOW)["reviews"] == 0
    assert len(Reviews(engine).latest()) == 1
