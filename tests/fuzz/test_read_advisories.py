"""Versions of every spelling are ordered or refused; records and archives that lie are named, and spoil nothing else."""

from __future__ import annotations

import io
import json
import struct
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from bot.advisories.errors import BadRecord, ImportRefused
from bot.advisories.importer import import_directory
from bot.advisories.osv import read_record
from bot.advisories.source import MAX_RECORD_BYTES
from bot.advisories.store import AdvisoryStore
from bot.advisories.versions.errors import BadVersion
from bot.advisories.versions.orders import ORDERS
from checks.core.dependency import AdvisoriesUnavailable, Package
from tests.advisories.facts import NOW, document
from tests.fuzz.hunting import JSON, hunt, mutated, says_why, tries
from tests.fuzz.read_strategies import VERSIONS, nearly

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = Path(__file__).parents[1] / "sample" / "advisories"
GOOD = document("GOOD-1", "p", ("introduced", "0"))
RICH = document(
    *("X-1", "p", ("introduced", "1.0"), ("fixed", "2.0rc1")),
    versions=["1.0", "1.1"],
    aliases=["CVE-2026-0001"],
    severity=[{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
    database_specific={"severity": "HIGH"},
    withdrawn="2026-01-02T03:04:05Z",
)
RECORDS = {"rich": RICH} | {file.stem: json.loads(file.read_text()) for file in sorted(SAMPLE.rglob("*.json"))}


@tries
@pytest.mark.parametrize("ecosystem", sorted(ORDERS))
def test_any_three_spellings_are_in_one_order_or_refused(ecosystem: str, tries: int) -> None:
    order = ORDERS[ecosystem]

    def key(text: str) -> Any:  # noqa: ANN401 - each order has a key of its own
        try:
            made = order.key(text)
        except BadVersion as refusal:
            says_why(refusal)
            with pytest.raises(BadVersion):
                order.release(text)
            return None
        assert all(isinstance(number, int) and number >= 0 for number in order.release(text))
        assert order.is_prerelease(text) in {True, False}
        return made

    def examine(texts: tuple[str, str, str]) -> None:
        assert all(order.canonical(order.canonical(text)) == order.canonical(text) for text in texts)
        a, b, c = (key(text) for text in texts)
        if a is not None and b is not None:
            assert [a < b, b < a, a == b].count(True) == 1
            assert (a == b) == (b == a)
            assert a != b or hash(a) == hash(b)
        if a is not None and b is not None and c is not None:
            low, middle, high = sorted((a, b, c))
            assert low <= middle <= high
            assert low <= high
            assert a == c or not a == b == c
            assert a < c or not a < b < c

    hunt(st.tuples(VERSIONS, VERSIONS, VERSIONS), examine, tries)


@tries
def test_a_record_with_facts_changed_is_imported_or_named_and_the_good_one_stays(tries: int) -> None:
    def examine(made: list[tuple[str, dict[str, Any]]]) -> None:
        with tempfile.TemporaryDirectory() as name:
            home = Path(name)
            (home / "osv" / "PyPI").mkdir(parents=True)
            for number, (_, record) in enumerate([*made, ("good", GOOD)]):
                identity = record.get("id") if number == len(made) else f"M-{number}"
                (home / "osv" / "PyPI" / f"{identity}.json").write_text(json.dumps(record | {"id": identity}))

            done = import_directory(home / "osv", home / "a.db", NOW)

            store = AdvisoryStore(home / "a.db")
            assert any(each.id == "GOOD-1" for each in store.affecting(Package("PyPI", "p", "0.5")))
            assert store.snapshot().imported == NOW
            store.first_clean(Package("PyPI", "p", "0.5"))
            json.dumps(store.records_for(Package("PyPI", "p", "0.5")))
            assert all(refused.name and refused.why for refused in (*done.refused, *done.left_out))

    hunt(st.lists(nearly(RECORDS, JSON | VERSIONS), min_size=1, max_size=3), examine, max(30, tries // 8))


@tries
def test_a_package_of_any_name_and_version_is_looked_up(tries: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for ecosystem in ORDERS:
            (home / "osv" / ecosystem).mkdir(parents=True)
            record = document(f"X-{ecosystem.replace(' ', '')}", "p", ("introduced", "1"), ("fixed", "2"), ecosystem=ecosystem)
            (home / "osv" / ecosystem / f"{record['id']}.json").write_text(json.dumps(record))
        import_directory(home / "osv", home / "a.db", NOW)
        store = AdvisoryStore(home / "a.db")

        def examine(made: tuple[str, str, str]) -> None:
            package = Package(*made)
            found = store.affecting(package)
            clean = store.first_clean(package)
            assert len(found) <= 1
            assert clean in {None, "2"}

        names = st.sampled_from(["p", "P", "p\0", "", "../p", "@a/b", "p" * 9000]) | st.text(st.characters(exclude_categories=["Cs"]))
        versions = VERSIONS.map(lambda text: text.replace("\ud800", ""))
        hunt(st.tuples(st.sampled_from(sorted(ORDERS)), names, versions), examine, tries)


def _zip(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, raw in entries:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            archive.writestr(info, raw)
    return buffer.getvalue()


def _beside(name: str, raw: bytes) -> bytes:
    """An archive with a good record and this one."""
    return _zip(("GOOD-1.json", json.dumps(GOOD).encode()), (name, raw))


def _at(raw: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """The archive with that field of its last header of that kind overwritten."""
    place = raw.rindex(mark) + offset
    return raw[:place] + value + raw[place + len(value) :]


RECORD = json.dumps(document("X-1", "p", ("introduced", "0"))).encode()
PAIR = _beside("X-1.json", RECORD)
LIES: dict[str, Callable[[], bytes]] = {
    "bomb": lambda: _beside("X-1.json", b" " * (MAX_RECORD_BYTES + 1)),
    "bomb that declares little": lambda: _at(_beside("X-1.json", b" " * 40_000_000), b"PK\1\2", 24, b"\1\0\0\0"),
    "wrong checksum": lambda: _at(PAIR, b"PK\1\2", 16, b"\0\0\0\0"),
    "encrypted": lambda: _at(PAIR, b"PK\1\2", 8, b"\1\0"),
    "unknown method": lambda: _at(PAIR, b"PK\1\2", 10, b"\x63\0"),
    "declares nothing": lambda: _at(PAIR, b"PK\1\2", 24, b"\0\0\0\0"),
    "declares everything": lambda: _at(PAIR, b"PK\1\2", 24, b"\xfe\xff\xff\xff"),
    "begins elsewhere": lambda: _at(PAIR, b"PK\1\2", 42, b"\xff\xff\0\0"),
    "64 without its field": lambda: _at(PAIR, b"PK\1\2", 24, b"\xff\xff\xff\xff"),
    "future version": lambda: _at(PAIR, b"PK\1\2", 6, b"\xff\0"),
    "absolute": lambda: _beside("/etc/X-1.json", RECORD),
    "climbing": lambda: _beside("../../X-1.json", RECORD),
    "control characters": lambda: _beside("X-1\n\x1b[31m.json", RECORD),
    "twice": lambda: _beside("GOOD-2.json", RECORD).replace(b"GOOD-2.json", b"GOOD-1.json"),
    "archive in an archive": lambda: _beside("all.zip", PAIR),
}


def _imported(home: Path, raw: bytes) -> bool:
    """Whether the good record came, or the archive was refused as a whole; anything else fails."""
    (home / "osv" / "PyPI").mkdir(parents=True)
    (home / "osv" / "PyPI" / "all.zip").write_bytes(raw)
    try:
        done = import_directory(home / "osv", home / "a.db", NOW)
    except ImportRefused as refusal:
        says_why(refusal)
        assert not (home / "a.db").exists()
        return False
    assert all(refused.why for refused in done.refused)
    assert AdvisoryStore(home / "a.db").affecting(Package("PyPI", "p", "1"))
    return True


@pytest.mark.timeout(60)
@pytest.mark.parametrize("lie", sorted(LIES))
def test_an_archive_that_lies_is_refused_or_brings_what_is_true(tmp_path: Path, lie: str) -> None:
    _imported(tmp_path, LIES[lie]())

    assert {path.name for path in tmp_path.iterdir()} <= {"osv", "a.db"}


@pytest.mark.parametrize("count", [0xFFFF, 0xFFFE])
def test_an_archive_whose_directory_counts_wrong_is_refused_or_read(tmp_path: Path, count: int) -> None:
    _imported(tmp_path, _at(PAIR, b"PK\5\6", 8, struct.pack("<HH", count, count)))


def test_an_archive_cut_anywhere_is_refused_or_read(tmp_path: Path) -> None:
    for length in range(0, len(PAIR), 7):
        assert not _imported(tmp_path / str(length), PAIR[:length])


@tries
def test_a_catalogue_of_any_shape_is_read_or_named(tries: int) -> None:
    catalogue = {"vulnerabilities": [{"cveID": "CVE-2026-0001", "dateAdded": "2026-01-01", "knownRansomwareCampaignUse": "Known"}]}
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "osv" / "PyPI").mkdir(parents=True)
        (home / "osv" / "PyPI" / "GOOD-1.json").write_text(json.dumps(GOOD))

        def examine(raw: bytes) -> None:
            (home / "osv" / "kev.json").write_bytes(raw)
            done = import_directory(home / "osv", home / "a.db", NOW)
            assert done.counts == {"PyPI": 1}
            assert bool(done.refused) is False or done.refused[0].name == "kev.json"

        made = nearly({"kev": catalogue}, JSON).map(lambda its: json.dumps(its[1]).encode())
        hunt(made | mutated([json.dumps(catalogue).encode()]), examine, max(30, tries // 8))


@tries
def test_bytes_of_another_encoding_are_a_record_or_refused(tries: int) -> None:
    def examine(raw: bytes) -> None:
        try:
            read_record(raw)
        except (BadRecord, AdvisoriesUnavailable) as refusal:
            says_why(refusal)

    text = json.dumps(RICH)
    encoded = [text.encode(name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp037")]
    hunt(mutated(encoded), examine, tries)
