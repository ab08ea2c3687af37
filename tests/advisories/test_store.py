"""What the store answers, and what it refuses to answer."""

from __future__ import annotations

import gzip
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.advisories.importer import import_directory
from bot.advisories.store import AdvisoryStore
from checks.core import AdvisoriesUnavailable, Package, Severity
from tests.advisories.facts import NOW, document, store, write

if TYPE_CHECKING:
    from pathlib import Path

ALL = ("introduced", "0")
ONE = Package("PyPI", "p", "1")


def test_merges_records_of_one_defect(tmp_path: Path) -> None:
    ghsa = document("GHSA-a", "P", ALL, ("fixed", "1.5"), aliases=["CVE-2026-1"], database_specific={"severity": "MODERATE"})
    pysec = document("PYSEC-1", "p", ALL, ("fixed", "2"), aliases=["GHSA-a", "CVE-2026-1"], summary="", details="Long\nwords")

    (advisory,) = store(tmp_path, ghsa, pysec).affecting(Package("PyPI", "P", "1"))

    assert advisory.ids == ("CVE-2026-1", "GHSA-a", "PYSEC-1")
    assert (advisory.summary, advisory.severity, advisory.fixed) == ("About GHSA-a", Severity.MEDIUM, ("2",))


CURL = Package("Debian:12", "curl", "7.88.1-10")


def debian(identity: str, *upstream: object) -> dict[str, Any]:
    """As Debian publishes it: no aliases."""
    return document(identity, "curl", ALL, ("fixed", "7.88.1-10+deb12u4"), ecosystem="Debian:12", upstream=list(upstream))


def test_a_distributions_notice_is_known_by_the_cve_that_it_names_as_upstream(tmp_path: Path) -> None:
    notice, tracked = debian("DSA-5523-1", "CVE-2023-38545"), debian("DEBIAN-CVE-2023-38545", "CVE-2023-38545")
    aliased = document("X-1", "curl", ALL, ecosystem="Debian:12", aliases=["CVE-2023-38545"])
    source = write(tmp_path / "osv", [notice, tracked, aliased])
    (source / "kev.json").write_text(json.dumps({"vulnerabilities": [{"cveID": "CVE-2023-38545", "dateAdded": "2026-01-01"}]}))
    import_directory(source, tmp_path / "a.db", NOW)

    (advisory,) = AdvisoryStore(tmp_path / "a.db").affecting(CURL)

    assert advisory.ids == ("CVE-2023-38545", "DEBIAN-CVE-2023-38545", "DSA-5523-1", "X-1")
    assert advisory.known_exploited


def test_a_notice_about_several_cves_names_them_all_and_melts_none(tmp_path: Path) -> None:
    notice, one = debian("DSA-5523-1", "CVE-2023-38545", "CVE-2023-38546"), debian("DEBIAN-CVE-2023-38545", "CVE-2023-38545")

    told = {advisory.ids for advisory in store(tmp_path, notice, one).affecting(CURL)}

    assert told == {("CVE-2023-38545", "CVE-2023-38546", "DSA-5523-1"), ("CVE-2023-38545", "DEBIAN-CVE-2023-38545")}


@pytest.mark.parametrize("upstream", ["GHSA-a", "CVE-2023-1 OR 1=1", "CVE-2023-38545\n", 7, None, "MAL-1"])
def test_what_is_no_cve_upstream_is_no_second_name(tmp_path: Path, upstream: object) -> None:
    (advisory,) = store(tmp_path, debian("DSA-5523-1", upstream)).affecting(CURL)

    assert advisory.ids == ("DSA-5523-1",)


def test_does_not_melt_defects_through_a_record_that_lists_many(tmp_path: Path) -> None:
    both = document("RUSTSEC-1", "p", ALL, aliases=["CVE-1-1", "CVE-1-2"])
    first, second = document("GHSA-a", "p", ALL, aliases=["CVE-1-1"]), document("GHSA-b", "p", ALL, aliases=["CVE-1-2"])

    assert len(store(tmp_path, both, first, second).affecting(ONE)) == 3


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        ({"database_specific": {"severity": "CRITICAL"}, "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/x"}]}, Severity.CRITICAL),
        ({"severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}]}, Severity.HIGH),
        ({"database_specific": {"severity": "HIGH"}, "specific": {"database_specific": {"severity": "LOW"}}}, Severity.LOW),
        ({}, None),
    ],
)
def test_takes_the_severity_from_the_best_source(more: dict[str, Any], severity: Severity | None, tmp_path: Path) -> None:
    (advisory,) = store(tmp_path, document("X-1", "p", ALL, **more)).affecting(ONE)

    assert advisory.severity is severity


def test_marks_malware_notices_and_what_is_exploited(tmp_path: Path) -> None:
    source = write(
        tmp_path / "osv",
        [
            document("MAL-1", "bad", versions=["1"]),
            document("RUSTSEC-1", "old", ALL, specific={"database_specific": {"informational": "unmaintained"}}),
            document("GHSA-a", "used", ALL, aliases=["CVE-2026-0001"]),
        ],
    )
    (source / "kev.json").write_text(json.dumps({"vulnerabilities": [{"cveID": "CVE-2026-0001", "dateAdded": "2026-01-01"}]}))
    import_directory(source, tmp_path / "a.db", NOW)
    asked = AdvisoryStore(tmp_path / "a.db")

    bad, old, used = (asked.affecting(Package("PyPI", name, "1"))[0] for name in ("bad", "old", "used"))

    assert (bad.malicious, old.malicious, used.malicious) == (True, False, False)
    assert (bad.informational, old.informational, used.informational) == (False, True, False)
    assert (bad.known_exploited, old.known_exploited, used.known_exploited) == (False, False, True)


def test_the_likeliest_of_a_groups_cves_tells_how_likely_attacks_are(tmp_path: Path) -> None:
    both = document("GHSA-a", "p", ALL, aliases=["CVE-2026-0001", "CVE-2026-0002"])
    source = write(tmp_path / "osv", [both, document("GHSA-b", "q", ALL)])
    rows = "cve,epss,percentile\nCVE-2026-0001,0.02,0.5\nCVE-2026-0002,0.4,0.97\n"
    (source / "epss.csv.gz").write_bytes(gzip.compress(rows.encode()))
    import_directory(source, tmp_path / "a.db", NOW)
    asked = AdvisoryStore(tmp_path / "a.db")

    told, silent = (asked.affecting(Package("PyPI", name, "1"))[0].exploit_likelihood for name in ("p", "q"))

    assert (told, silent) == (0.4, None)


def test_malware_whose_alias_is_withdrawn_is_a_notice(tmp_path: Path) -> None:
    mal = document("MAL-1", "p", ALL, aliases=["GHSA-a"])
    withdrawn = document("GHSA-a", "p", ALL, withdrawn="2026-01-01T00:00:00Z")

    (advisory,) = store(tmp_path, mal, withdrawn).affecting(ONE)

    assert (advisory.malicious, advisory.informational) == (False, True)


@pytest.mark.parametrize(
    ("ecosystem", "written", "asked", "found"),
    [
        ("PyPI", "Zope.Interface", "zope_interface", 1),
        ("npm", "Orchestrator", "orchestrator", 0),
        ("NuGet", "Newtonsoft.Json", "newtonsoft.json", 1),
        ("Packagist", "Vendor/Pack", "vendor/pack", 1),
        ("Go", "example.org/A", "example.org/a", 0),
    ],
)
def test_knows_names_as_the_ecosystem_does(ecosystem: str, written: str, asked: str, found: int, tmp_path: Path) -> None:
    shelf = store(tmp_path, document("X-1", written, ALL, ecosystem=ecosystem))

    assert len(shelf.affecting(Package(ecosystem, asked, "1.0.0"))) == found


def test_another_registry_of_an_ecosystem_is_not_the_usual_one(tmp_path: Path) -> None:
    other = document("X-1", "a/b", ALL, ecosystem="Packagist:https://packages.example/8")

    shelf = store(tmp_path, other, document("X-2", "c/d", ALL, ecosystem="Packagist"))

    assert shelf.affecting(Package("Packagist", "a/b", "1.0")) == ()


def test_first_clean_passes_over_notices(tmp_path: Path) -> None:
    notice = document("RUSTSEC-1", "p", ALL, specific={"database_specific": {"informational": "unmaintained"}})

    assert store(tmp_path, document("X-1", "p", ALL, ("fixed", "1.5")), notice).first_clean(ONE) == "1.5"


def test_gives_every_document_of_a_package_as_it_was_written(tmp_path: Path) -> None:
    first = document("X-1", "p", ALL, ("fixed", "1"), aliases=[])
    later = document("X-2", "p", ("introduced", "5"), aliases=["CVE-2026-1"])
    bad = document("MAL-1", "p", versions=["7"])

    given = store(tmp_path, first, later, bad).records_for(ONE)

    assert [each for each in given if each["id"] != "MAL-1"] == [first, later]
    assert next(each["affected"][0]["versions"] for each in given if each["id"] == "MAL-1") == ["7"]


def test_mends_an_alias_with_a_comma_and_gives_out_no_other_text(tmp_path: Path) -> None:
    shelf = store(tmp_path, document("X-1", "p", ALL, aliases=["GHSA-a,", "not an id"]))

    assert [each["aliases"] for each in shelf.records_for(ONE)] == [["GHSA-a"]]


def test_gives_out_versions_without_operators(tmp_path: Path) -> None:
    shelf = store(tmp_path, document("X-1", "p", ALL, ("fixed", ">=3.8.2")))

    assert shelf.records_for(ONE)[0]["affected"][0]["ranges"][0]["events"] == [{"introduced": "0"}, {"fixed": "3.8.2"}]


def test_says_what_to_do_when_there_is_no_store(tmp_path: Path) -> None:
    shelf = AdvisoryStore(tmp_path / "none.db")

    with pytest.raises(AdvisoriesUnavailable, match="bartizan advisories import DIR"):
        shelf.affecting(ONE)
    assert "bartizan advisories import DIR" in shelf.status().why


def test_does_not_answer_about_an_ecosystem_of_which_it_holds_nothing(tmp_path: Path) -> None:
    with pytest.raises(AdvisoriesUnavailable, match="nothing about npm"):
        store(tmp_path, document("X-1", "p", ALL)).affecting(Package("npm", "p", "1.0.0"))


@pytest.mark.parametrize("raw", [b"", b"no database at all, but long enough to have a header" * 40])
def test_a_damaged_store_is_unavailable(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(raw)

    with pytest.raises(AdvisoriesUnavailable, match="cannot be read"):
        AdvisoryStore(tmp_path / "a.db").snapshot()


def test_a_store_of_another_format_is_unavailable(tmp_path: Path) -> None:
    shelf = store(tmp_path, document("X-1", "p", ALL))
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute("UPDATE meta SET v = '0' WHERE k = 'format'")
        connection.commit()

    with pytest.raises(AdvisoriesUnavailable, match="another release"):
        shelf.snapshot()


def test_tells_which_advisories_it_holds(tmp_path: Path) -> None:
    status = store(tmp_path, document("X-1", "p", ALL)).status()

    assert status.snapshot is not None
    assert status.snapshot.as_of == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert (status.snapshot.imported, status.snapshot.counts) == (NOW, (("PyPI", 1),))


def test_notices_a_store_put_in_its_place(tmp_path: Path) -> None:
    shelf = store(tmp_path, document("X-1", "p", ALL))
    before = len(shelf.affecting(ONE))

    import_directory(write(tmp_path / "osv", [document("X-2", "p", ALL)]), tmp_path / "a.db", NOW)

    assert (before, len(shelf.affecting(ONE))) == (1, 2)


def test_serves_many_threads(tmp_path: Path) -> None:
    shelf = store(tmp_path, document("X-1", "p", ALL, ("fixed", "2")))

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: len(shelf.affecting(ONE)), range(50)))

    assert answers == [1] * 50


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM meta WHERE k = 'as_of'",
        "UPDATE meta SET v = 'never' WHERE k = 'imported'",
        "UPDATE affected SET ranges = '['",
        "UPDATE affected SET ranges = 7",
        "UPDATE advisory SET kind = 99",
    ],
)
def test_a_damaged_row_makes_the_store_unavailable(tmp_path: Path, damage: str) -> None:
    store(tmp_path, document("X-1", "p", ALL))
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute(damage)
        connection.commit()

    with pytest.raises(AdvisoriesUnavailable, match="cannot be read"):
        AdvisoryStore(tmp_path / "a.db").affecting(ONE)


def test_a_damaged_text_makes_its_document_unavailable(tmp_path: Path) -> None:
    store(tmp_path, document("X-1", "p", ALL))
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute("UPDATE advisory SET raw = x'00'")
        connection.commit()

    with pytest.raises(AdvisoriesUnavailable, match="cannot be read"):
        AdvisoryStore(tmp_path / "a.db").records_for(ONE)


def test_a_release_of_a_system_is_asked_about_by_its_own_advisories(tmp_path: Path) -> None:
    twelve = document("DSA-1", "curl", ("introduced", "0"), ("fixed", "7.88.1-10+deb12u5"), ecosystem="Debian:12")
    eleven = document("DSA-2", "curl", ("introduced", "0"), ("fixed", "7.74.0-1.3+deb11u11"), ecosystem="Debian:11")
    asked = store(tmp_path, twelve, eleven)

    (advisory,) = asked.affecting(Package("Debian:12", "curl", "7.88.1-10+deb12u4"))

    assert (advisory.id, advisory.fixed) == ("DSA-1", ("7.88.1-10+deb12u5",))
    assert asked.affecting(Package("Debian:11", "curl", "7.88.1-10")) == ()
    assert asked.first_clean(Package("Debian:12", "curl", "7.88.1-10")) == "7.88.1-10+deb12u5"
