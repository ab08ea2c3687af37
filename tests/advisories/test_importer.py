"""An import brings everything or says what it left out, and never makes a store worse."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from bot.advisories.errors import ImportRefused
from bot.advisories.importer import import_directory, roll_back
from bot.advisories.store import AdvisoryStore
from checks.core import Package
from tests.advisories.facts import NOW, document, write

if TYPE_CHECKING:
    from pathlib import Path

ONE = document("X-1", "p", ("introduced", "0"), ("fixed", "2"))


def _zip(folder: Path, entries: dict[str, bytes]) -> Path:
    (folder / "PyPI").mkdir(parents=True)
    with zipfile.ZipFile(folder / "PyPI" / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries.items():
            archive.writestr(name, raw)
    return folder


def test_reads_archives(tmp_path: Path) -> None:
    source = _zip(tmp_path / "osv", {"X-1.json": json.dumps(ONE).encode()})

    done = import_directory(source, tmp_path / "a.db", NOW)

    assert (done.counts, done.refused) == ({"PyPI": 1}, ())


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("../X-2.json", b"{}", "not called <ID>.json"),
        ("/etc/X-2.json", b"{}", "not called <ID>.json"),
        ("X-2.txt", b"{}", "not called <ID>.json"),
        ("X-2.json", b"{", "not JSON"),
        ("X-2.json", b"[" * 100_000, "not JSON"),
        ("X-2.json", b"[]", "not a JSON object"),
        ("X-2.json", b"{}", "no usable id"),
        ("X-2.json", b'{"id": "X-3", "modified": "2026-01-01T00:00:00Z"}', "another record than X-3"),
        ("X-2.json", b'{"id": "X-2"}', "'modified' is not a time"),
        ("X-2.json", b'{"id": "X-2", "modified": "2026-01-01T00:00:00Z", "affected": 1}', "a list of objects"),
        ("X-2.json", b'{"id": "X-2", "modified": "2026-01-01T00:00:00Z", "affected": [{"package": {}}]}', "no ecosystem or no name"),
        ("X-2.json", b" " * 16_000_001, "larger than"),
    ],
)
def test_names_what_it_cannot_read_and_keeps_the_rest(name: str, raw: bytes, why: str, tmp_path: Path) -> None:
    source = _zip(tmp_path / "osv", {"X-1.json": json.dumps(ONE).encode(), name: raw})

    done = import_directory(source, tmp_path / "a.db", NOW)

    (refused,) = done.refused
    assert name[-8:] in refused.name
    assert why in refused.why
    assert done.counts == {"PyPI": 1}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "osv"]


def test_names_the_part_of_a_record_that_it_left_out(tmp_path: Path) -> None:
    odd = document("X-1", "p", ("introduced", "0"), ("fixed", "2019-09-12"))

    done = import_directory(write(tmp_path / "osv", [odd]), tmp_path / "a.db", NOW)

    assert "2019-09-12" in done.left_out[0].why


def test_keeps_the_newest_text_of_a_record_that_comes_twice(tmp_path: Path) -> None:
    newer = ONE | {"modified": "2026-01-09T00:00:00Z", "summary": "newer"}
    source = write(tmp_path / "osv", [ONE])
    (source / "npm").mkdir()
    (source / "npm" / "X-1.json").write_text(json.dumps(newer))

    done = import_directory(source, tmp_path / "a.db", NOW)

    assert done.counts == {"PyPI": 1}
    assert AdvisoryStore(tmp_path / "a.db").affecting(Package("PyPI", "p", "1"))[0].summary == "newer"


def test_refuses_to_lose_a_tenth_of_the_records_unless_told(tmp_path: Path) -> None:
    many = write(tmp_path / "many", [document(f"X-{n}", "p", ("introduced", "0")) for n in range(10)])
    few = write(tmp_path / "few", [document(f"X-{n}", "p", ("introduced", "0")) for n in range(8)])
    import_directory(many, tmp_path / "a.db", NOW)

    with pytest.raises(ImportRefused, match="PyPI: 8 of 10"):
        import_directory(few, tmp_path / "a.db", NOW)

    assert len(AdvisoryStore(tmp_path / "a.db").affecting(Package("PyPI", "p", "1"))) == 10
    assert import_directory(few, tmp_path / "a.db", NOW, force=True).counts == {"PyPI": 8}


def test_puts_the_store_before_back(tmp_path: Path) -> None:
    import_directory(write(tmp_path / "one", [ONE]), tmp_path / "a.db", NOW)
    import_directory(write(tmp_path / "two", [ONE, document("X-2", "p", ("introduced", "0"))]), tmp_path / "a.db", NOW)

    roll_back(tmp_path / "a.db")

    assert len(AdvisoryStore(tmp_path / "a.db").affecting(Package("PyPI", "p", "1"))) == 1
    with pytest.raises(ImportRefused, match="import again"):
        roll_back(tmp_path / "a.db")


def test_refuses_an_empty_directory(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="no advisory could be read"):
        import_directory(tmp_path, tmp_path / "a.db", NOW)
    with pytest.raises(ImportRefused, match="not a directory"):
        import_directory(tmp_path / "none", tmp_path / "a.db", NOW)


def test_refuses_a_damaged_archive(tmp_path: Path) -> None:
    source = _zip(tmp_path / "osv", {})
    (source / "PyPI" / "all.zip").write_bytes(b"PK\x03\x04 cut short")

    with pytest.raises(ImportRefused, match="fetch it again"):
        import_directory(source, tmp_path / "a.db", NOW)

    assert not (tmp_path / "a.db").exists()


def test_names_a_catalogue_that_it_cannot_read(tmp_path: Path) -> None:
    source = write(tmp_path / "osv", [ONE])
    (source / "kev.json").write_text('{"vulnerabilities": [{"cveID": 1}]}')

    done = import_directory(source, tmp_path / "a.db", NOW)

    assert [refused.name for refused in done.refused] == ["kev.json"]


def test_half_of_a_surrogate_pair_costs_no_more_than_itself(tmp_path: Path) -> None:
    odd = document("X-2", "p\ud800", ("introduced", "0"), versions=["1\udfff"], specific={"ecosystem_specific": {"severity": "\ud800"}})

    done = import_directory(write(tmp_path / "osv", [ONE, odd]), tmp_path / "a.db", NOW)

    assert (done.counts, done.refused) == ({"PyPI": 2}, ())
    assert len(AdvisoryStore(tmp_path / "a.db").affecting(Package("PyPI", "p", "1"))) == 1


def test_a_number_without_end_is_no_version(tmp_path: Path) -> None:
    odd = document("X-2", "p", ("introduced", "9" * 5000), versions=["9" * 5000])

    done = import_directory(write(tmp_path / "osv", [ONE, odd]), tmp_path / "a.db", NOW)

    assert (done.counts, len(done.left_out)) == ({"PyPI": 2}, 1)
    assert len(AdvisoryStore(tmp_path / "a.db").affecting(Package("PyPI", "p", "9" * 5000))) == 1


@pytest.mark.parametrize("modified", ["2026-02-30T00:00:00Z", "9999-99-99T99:99:99Z", "0000-01-01T00:00:00Z"])
def test_a_record_from_no_day_of_any_calendar_does_not_spoil_the_store(tmp_path: Path, modified: str) -> None:
    source = write(tmp_path / "osv", [ONE, document("X-2", "p", modified=modified)])

    done = import_directory(source, tmp_path / "a.db", NOW)

    assert len(done.refused) == 1
    assert AdvisoryStore(tmp_path / "a.db").snapshot().imported == NOW


@pytest.mark.parametrize("added", [{}, ["2026-01-01"], 10**30, 1, "\ud800", "today", None])
def test_a_catalogue_whose_days_are_none_is_refused_and_the_rest_comes(tmp_path: Path, added: object) -> None:
    source = write(tmp_path / "osv", [ONE])
    (source / "kev.json").write_text(json.dumps({"vulnerabilities": [{"cveID": "CVE-2026-0001", "dateAdded": added}]}))

    done = import_directory(source, tmp_path / "a.db", NOW)

    assert ([refused.name for refused in done.refused], done.counts, done.known_exploited) == (["kev.json"], {"PyPI": 1}, 0)


def test_an_archive_for_a_later_program_is_refused_with_its_name(tmp_path: Path) -> None:
    source = _zip(tmp_path / "osv", {"X-1.json": json.dumps(ONE).encode()})
    archive = source / "PyPI" / "all.zip"
    raw = archive.read_bytes()
    place = raw.rindex(b"PK\1\2") + 6
    archive.write_bytes(raw[:place] + b"\xff" + raw[place + 1 :])

    with pytest.raises(ImportRefused, match=r"all\.zip cannot be read"):
        import_directory(source, tmp_path / "a.db", NOW)
