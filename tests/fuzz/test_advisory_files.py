"""Advisory archives come from elsewhere: a bad record is named and left out, a bad archive refused."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import strategies as st

from bot.advisories.errors import BadRecord, ImportRefused
from bot.advisories.importer import import_directory
from bot.advisories.osv import read_record
from bot.advisories.store import AdvisoryStore
from checks.core.dependency import AdvisoriesUnavailable, Package
from tests.fuzz.hunting import JSON, hunt, mutated, says_why, tries

SAMPLE = Path(__file__).parents[1] / "sample" / "advisories"
RECORDS = [file.read_bytes() for file in sorted(SAMPLE.rglob("*.json"))]
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def is_read_or_refused(raw: bytes) -> None:
    try:
        reading = read_record(raw)
    except BadRecord as refusal:
        says_why(refusal)
    else:
        assert reading.record.id


@tries
def test_a_damaged_record_is_read_or_refused(tries: int) -> None:
    assert RECORDS

    hunt(mutated(RECORDS), is_read_or_refused, tries)


@tries
def test_a_record_with_any_value_anywhere_is_read_or_refused(tries: int) -> None:
    def replaced(picks: tuple[int, list[tuple[int, object]]]) -> bytes:
        document = json.loads(RECORDS[picks[0] % len(RECORDS)])
        for step, value in picks[1]:
            place = document
            while True:
                keys = list(place) if isinstance(place, dict) else list(range(len(place)))
                if not keys:
                    break
                key = keys[step % len(keys)]
                step //= 7  # noqa: PLW2901 - the digits of one number choose the way down
                if isinstance(place[key], dict | list) and step:
                    place = place[key]
                    continue
                place[key] = value
                break
        return json.dumps(document).encode()

    picks = st.tuples(st.integers(0, 100), st.lists(st.tuples(st.integers(0, 10**6), JSON), min_size=1, max_size=3))
    hunt(picks.map(replaced), is_read_or_refused, tries)


def _archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, raw in enumerate(RECORDS[:6]):
            archive.writestr(f"{json.loads(raw)['id']}.json", raw)
            archive.writestr(f"../../outside-{number}.json", raw)
    return buffer.getvalue()


@tries
def test_a_damaged_archive_is_imported_or_refused_and_writes_nothing_elsewhere(tries: int) -> None:
    def imported(raw: bytes) -> None:
        with tempfile.TemporaryDirectory() as name:
            home = Path(name)
            (home / "osv" / "PyPI").mkdir(parents=True)
            (home / "osv" / "PyPI" / "all.zip").write_bytes(raw)
            try:
                told = import_directory(home / "osv", home / "advisories.db", NOW)
            except ImportRefused as refusal:
                says_why(refusal)
                assert not (home / "advisories.db").exists()
            else:
                assert sum(told.counts.values()) >= 1
                assert AdvisoryStore(home / "advisories.db").snapshot().imported == NOW
            assert {path.name for path in home.iterdir()} <= {"osv", "advisories.db"}

    hunt(mutated([_archive()]), imported, max(20, tries // 8))


@tries
def test_a_damaged_store_answers_or_is_unavailable(tries: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "PyPI").mkdir()
        (home / "PyPI" / "all.zip").write_bytes(_archive())
        import_directory(home, home / "advisories.db", NOW)
        whole = (home / "advisories.db").read_bytes()

        def asked(raw: bytes) -> None:
            (home / "broken.db").write_bytes(raw)
            try:
                store = AdvisoryStore(home / "broken.db")
                store.affecting(Package("PyPI", "torch", "1.0"))
                store.records_for(Package("PyPI", "torch", "1.0"))
            except AdvisoriesUnavailable as reason:
                says_why(reason)

        hunt(mutated([whole]), asked, max(20, tries // 8))
