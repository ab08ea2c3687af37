"""A sync fetches what changed, whole archives when it must, and never leaves the store worse than it was."""

from __future__ import annotations

import fcntl
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import requests

from bot.advisories.errors import FeedFailed, ImportRefused
from bot.advisories.feed import Feed, Sources
from bot.advisories.importer import import_directory
from bot.advisories.store import AdvisoryStore, standing_of
from bot.advisories.sync import MOST_RECORDS, Synced, synchronise
from checks.core import Package
from tests.advisories.facts import NOW, document, write
from tests.advisories.published import Published, publishing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE = document("X-1", "p", ("introduced", "0"), ("fixed", "2"))
LATER = {"modified": "2026-02-02T00:00:00.123456Z"}
TWO = document("X-2", "p", ("introduced", "0"), ("fixed", "3"), **LATER)


@pytest.fixture
def server() -> Iterator[Published]:
    with publishing() as published:
        published.publish([ONE])
        published.publish_lists(["CVE-2026-0001"], {"CVE-2026-0001": (0.9, 0.99)})
        yield published


def _sync(server: Published, store: Path, after: timedelta = timedelta(), ecosystems: tuple[str, ...] = ("PyPI",), **more: bool) -> Synced:
    sources = Sources(server.address, f"{server.address}/kev.json", f"{server.address}/epss.csv.gz")
    with requests.Session() as session:
        session.trust_env = False
        return synchronise(Feed(sources, session), store, ecosystems, NOW + after, **more)


def _known(store: Path, version: str = "1") -> set[str]:
    return {each.id for each in AdvisoryStore(store).affecting(Package("PyPI", "p", version))}


def test_the_first_sync_takes_whole_archives(server: Published, tmp_path: Path) -> None:
    done = _sync(server, tmp_path / "a.db")

    assert (done.rebuilt, done.imported.counts, done.imported.known_exploited, done.imported.scored) == (True, {"PyPI": 1}, 1, 1)
    assert _known(tmp_path / "a.db") == {"X-1"}


def test_later_ones_take_only_what_changed(server: Published, tmp_path: Path) -> None:
    _sync(server, tmp_path / "a.db")
    server.publish([TWO, document("X-1", "p", ("introduced", "0"), ("fixed", "1"), modified="2026-02-01T23:00:00Z")])
    server.asked.clear()

    done = _sync(server, tmp_path / "a.db", timedelta(days=2))

    assert (done.rebuilt, done.fetched) == (False, 2)
    assert "/PyPI/all.zip" not in server.asked
    assert _known(tmp_path / "a.db") == {"X-2"}


def test_what_is_older_than_the_overlap_is_not_fetched_again(server: Published, tmp_path: Path) -> None:
    _sync(server, tmp_path / "a.db")
    server.asked.clear()

    done = _sync(server, tmp_path / "a.db", timedelta(hours=1))

    assert done.fetched == 0
    assert server.asked == ["/kev.json", "/epss.csv.gz", "/PyPI/modified_id.csv"]
    assert _known(tmp_path / "a.db") == {"X-1"}


def test_after_a_week_the_archives_are_fetched_whole_and_what_was_taken_back_goes(server: Published, tmp_path: Path) -> None:
    many = [document(f"Y-{n}", "q", ("introduced", "0")) for n in range(20)]
    server.publish([ONE, *many])
    _sync(server, tmp_path / "a.db")
    server.publish(many)

    done = _sync(server, tmp_path / "a.db", timedelta(days=8))

    assert done.rebuilt
    assert _known(tmp_path / "a.db") == set()


@pytest.mark.parametrize("made", ["by hand", "for other ecosystems", "by something else"])
def test_a_store_that_no_sync_made_is_no_ground_for_changes(made: str, server: Published, tmp_path: Path) -> None:
    store = tmp_path / "a.db"
    if made == "by hand":
        import_directory(write(tmp_path / "osv", [ONE]), store, NOW)
    elif made == "for other ecosystems":
        _sync(server, store)
        server.publish([document("N-1", "n", ("introduced", "0"), ecosystem="npm")], "npm")
    else:
        store.write_bytes(b"no database")

    done = _sync(server, store, ecosystems=("PyPI", "npm") if made == "for other ecosystems" else ("PyPI",))

    assert done.rebuilt


def test_too_many_changes_come_as_an_archive(server: Published, tmp_path: Path) -> None:
    _sync(server, tmp_path / "a.db")
    server.publish([ONE, TWO])
    rows = "".join(f"2026-02-02T00:00:00Z,Z-{n}\n" for n in range(MOST_RECORDS + 1))
    server.files["/PyPI/modified_id.csv"] = rows.encode()
    server.asked.clear()

    done = _sync(server, tmp_path / "a.db", timedelta(days=2))

    assert (done.rebuilt, done.fetched) == (False, 0)
    assert server.asked[-1] == "/PyPI/all.zip"
    assert _known(tmp_path / "a.db") == {"X-1", "X-2"}


def test_a_record_that_is_gone_is_named(server: Published, tmp_path: Path) -> None:
    _sync(server, tmp_path / "a.db")
    server.files["/PyPI/modified_id.csv"] = b"2026-02-02T00:00:00Z,X-9\n"

    done = _sync(server, tmp_path / "a.db", timedelta(days=2))

    assert done.gone == ("X-9",)
    assert _known(tmp_path / "a.db") == {"X-1"}


@pytest.mark.parametrize(
    ("path", "found", "why"),
    [
        ("/PyPI/all.zip", b"PK no archive", "cannot be read"),
        ("/PyPI/all.zip", (404, ""), "there is no such file"),
        ("/PyPI/all.zip", (503, ""), "the answer was 503"),
        ("/PyPI/all.zip", (200, "9000"), "all.zip"),
        ("/PyPI/all.zip", (302, "/PyPI/all.zip"), "the answer was 302"),
        ("/kev.json", (500, ""), "the answer was 500"),
        ("/epss.csv.gz", (500, ""), "the answer was 500"),
    ],
)
def test_what_fails_leaves_the_store_as_it_was(
    path: str, found: bytes | tuple[int, str], why: str, server: Published, tmp_path: Path
) -> None:
    _sync(server, tmp_path / "a.db")
    before = (tmp_path / "a.db").read_bytes()
    server.files[path] = found

    with pytest.raises((FeedFailed, ImportRefused), match=why):
        _sync(server, tmp_path / "a.db", whole=True)

    assert (tmp_path / "a.db").read_bytes() == before
    assert {each.name for each in tmp_path.iterdir()} == {"a.db", "a.db-lock"}


@pytest.mark.parametrize("listed", [b"2026-02-02T00:00:00Z,../../etc/passwd\n", b"<html>", b"yesterday,X-1\n", b"\xff\xfe"])
def test_a_list_that_is_none_is_refused(listed: bytes, server: Published, tmp_path: Path) -> None:
    _sync(server, tmp_path / "a.db")
    server.files["/PyPI/modified_id.csv"] = listed

    with pytest.raises(FeedFailed, match=r"modified_id\.csv"):
        _sync(server, tmp_path / "a.db", timedelta(days=2))

    assert _known(tmp_path / "a.db") == {"X-1"}


def test_redirects_are_followed(server: Published, tmp_path: Path) -> None:
    server.files["/elsewhere.zip"] = server.files["/PyPI/all.zip"]
    server.files["/PyPI/all.zip"] = (302, "/elsewhere.zip")

    _sync(server, tmp_path / "a.db")

    assert _known(tmp_path / "a.db") == {"X-1"}


def test_a_damaged_list_of_scores_is_named_and_the_one_before_stays(server: Published, tmp_path: Path) -> None:
    _sync(server, tmp_path / "a.db")
    server.files["/epss.csv.gz"] = server.files["/epss.csv.gz"][:-12] if isinstance(server.files["/epss.csv.gz"], bytes) else b""

    done = _sync(server, tmp_path / "a.db", timedelta(hours=1))

    assert [each.name for each in done.imported.refused] == ["epss.csv.gz"]
    assert done.imported.scored == 1


def test_two_do_not_sync_at_once(server: Published, tmp_path: Path) -> None:
    with (tmp_path / "a.db-lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        with pytest.raises(ImportRefused, match="another process"):
            _sync(server, tmp_path / "a.db")


def test_the_store_tells_what_a_sync_goes_on_from(server: Published, tmp_path: Path) -> None:
    _sync(server, tmp_path / "a.db")
    _sync(server, tmp_path / "a.db", timedelta(days=1))

    standing = standing_of(tmp_path / "a.db")

    assert standing is not None
    assert (standing.rebuilt, standing.imported) == (NOW, NOW + timedelta(days=1))
    assert standing.ecosystems == {"PyPI"}
