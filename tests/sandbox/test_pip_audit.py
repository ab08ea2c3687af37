from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.bench import open_bench
from bot.sandbox.pip_audit import _read
from checks.core.dependency import Package
from checks.core.place import RepoPath
from checks.core.scene import ToolFailed
from tests.sandbox.conftest import ENGINES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.review.ports import Bench

_BRANCHES = [
    {
        "package": {"ecosystem": "PyPI", "name": "Twig_Cake"},
        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.5"}]}],
    },
    {
        "package": {"ecosystem": "PyPI", "name": "twig-cake"},
        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "2.0"}, {"fixed": "2.3"}]}],
    },
]
RECORDS: list[dict[str, Any]] = [
    {"id": "GHSA-1", "aliases": ["CVE-1"], "published": "2026-01-01T00:00:00+00:00", "affected": _BRANCHES},
    {"id": "PYSEC-1", "aliases": ["CVE-1"], "affected": [{"package": {"ecosystem": "PyPI", "name": "twig-cake"}, "versions": ["1.0"]}]},
    {"id": "GHSA-GONE", "withdrawn": "2026-01-01T00:00:00Z", "affected": _BRANCHES},
    {"id": "GHSA-NPM", "affected": [{"package": {"ecosystem": "npm", "name": "twig-cake"}, "versions": ["1.0"]}]},
    {
        "id": "GHSA-ODD",
        "affected": [{"package": None, "ranges": 7}, {"package": {"ecosystem": "PyPI", "name": "twig-cake"}, "ranges": [{"events": {}}]}],
    },
    {
        "id": "MAL-LAST",
        "schema_version": "nonsense",
        "affected": [
            {
                "package": {"ecosystem": "PyPI", "name": "twig-cake"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "3.0"}, {"last_affected": "3.1"}, {"fixed": "not-a-version"}]}],
            }
        ],
    },
]


def _records(package: Package) -> Sequence[dict[str, Any]]:
    return RECORDS if package.name == "twig-cake" else []


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    opened = open_bench(ENGINES, _records)
    yield opened
    opened.close()


def _twig(version: str) -> Package:
    return Package("PyPI", "twig-cake", version)


def test_names_every_alias_of_what_holds_for_each_version(bench: Bench) -> None:
    versions = ["1.0", "1.0.0", "1.4", "1.5", "1.7", "2.2.9", "2.3", "3.0", "3.1", "3.2"]

    answer = bench.audit([_twig(version) for version in versions])

    branch, last = frozenset({"GHSA-1", "CVE-1"}), frozenset({"MAL-LAST"})
    named = frozenset({"PYSEC-1", "GHSA-1", "CVE-1"})
    nothing: frozenset[str] = frozenset()
    expected = [named, named, branch, nothing, nothing, branch, nothing, last, last, nothing]
    assert answer == {_twig(version): ids for version, ids in zip(versions, expected, strict=True)}


def test_leaves_out_what_pip_audit_cannot_judge(bench: Bench) -> None:
    packages = [_twig("not a version"), Package("npm", "twig-cake", "1.0"), Package("PyPI", "quiet", "v1.0")]

    answer = bench.audit(packages)

    assert answer == {Package("PyPI", "quiet", "v1.0"): frozenset()}


def test_audits_hundreds_at_once(bench: Bench) -> None:
    packages = [Package("PyPI", f"package-{number}", "1.0") for number in range(500)] + [_twig("1.4")]

    answer = bench.audit(packages)

    assert len(answer) == 501
    assert answer[_twig("1.4")] == {"GHSA-1", "CVE-1"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b'{"results": 7}',
        b'{"results": []}',
        b'{"results": [{"name": "a", "version": "1", "ids": ["<img>"]}]}',
        b'{"results": [{"name": "a", "version": "1", "ids": "CVE-1"}]}',
        b'{"results": [{"name": "a", "version": "1", "ids": ["CVE-1"]}, {"name": "a", "version": "1", "ids": []}]}',
        b'{"results": [{"name": "a", "version": "1", "ids": []}, {"name": "b", "version": "1", "ids": []}]}',
    ],
)
def test_believes_nothing_of_an_answer_that_breaks_its_format(raw: bytes) -> None:
    with pytest.raises(ToolFailed):
        _read(raw, frozenset({("a", "1")}))


def test_the_bench_says_how_it_confines_and_what_it_runs() -> None:
    bench = open_bench(ENGINES, _records)

    described, nothing = bench.describe(), bench.match((), {RepoPath("a.py"): b""})

    bench.close()
    assert described.startswith("bubblewrap + seccomp; semgrep 1.")
    assert (nothing.matches, nothing.scanned) == ((), frozenset())
