"""What to do about a vulnerable package, why it is there, and how much it matters here."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advisories.fixes import first_clean, first_without
from bot.review.pipeline import review
from checks.core import Advisory, Change, ChangedFile, Confidence, FileStatus, Finding, Package, RepoPath, Scene, Severity
from checks.core.dependency import Scope
from checks.core.place import Span
from checks.manifests.formats import format_of
from checks.manifests.manifest import Manifest, Pin
from checks.manifests.project import Opened
from checks.vulnerable_dependency.check import CHECK
from checks.vulnerable_dependency.paths import MAX_STEPS, way_to
from checks.vulnerable_dependency.remedy import Repair, advice
from tests.advisories.facts import record
from tests.checks.test_vulnerable_dependency import Agreeing
from tests.fakes import FakeAdvisories, FakeTree
from tests.review.scene import Stage

LODASH = Package("npm", "lodash", "4.17.20")
HOLE = Advisory(("CVE-2021-23337",), LODASH, "Runs commands", Severity.HIGH, fixed=("4.17.21",))
P_LEAKS = Advisory(("CVE-2026-0001",), Package("npm", "p", "1.0.0"), "Leaks", Severity.HIGH)


def lock(*pins: Pin, name: str = "package-lock.json") -> Opened:
    form = format_of(RepoPath(name))
    assert form is not None
    return Opened(RepoPath(name), form, Manifest(pins), ())


def pin(name: str, *needs: str, direct: bool | None = None) -> Pin:
    return Pin(Package("npm", name, "1.0.0"), Span(1, 1), direct=direct, needs=needs)


def npm_lock(entries: dict[str, dict[str, object]], own: dict[str, str]) -> bytes:
    packages = {"": {"name": "shop", "dependencies": own}} | {f"node_modules/{name}": entry for name, entry in entries.items()}
    return json.dumps({"name": "shop", "lockfileVersion": 3, "packages": packages}, indent=1).encode()


def found(files: dict[str, bytes], known: Advisory, name: str) -> Finding:
    """The finding of a change that adds the file of that name to the others."""
    knowledge = FakeAdvisories({known.package: [known]})
    base = {path: raw for path, raw in files.items() if path != name}
    trees = FakeTree({**base}), FakeTree({**files})
    change = Change("b" * 40, "a" * 40, (ChangedFile(RepoPath(name), FileStatus.ADDED, None),))
    scene = Scene(change, *trees, (RepoPath(name),), Agreeing(knowledge), knowledge)
    (finding,) = (each for each in CHECK.inspect(scene) if isinstance(each, Finding))
    return finding


def test_the_shortest_way_begins_with_a_package_of_the_projects_own() -> None:
    opened = lock(
        pin("express", "body-parser", "accepts", direct=True),
        pin("body-parser", "qs"),
        pin("accepts", "mime"),
        pin("mime", "qs"),
        pin("qs"),
        pin("tools", "accepts", direct=True),
    )

    assert str(way_to("qs", opened, [])) == "express → body-parser → qs (1 more of the project's own bring it too)"


@pytest.mark.parametrize("pins", [(pin("qs", direct=True),), (pin("qs"),), (pin("a", "qs"), pin("qs"))], ids=["own", "no edge", "no root"])
def test_without_a_way_none_is_told(pins: tuple[Pin, ...]) -> None:
    assert way_to("qs", lock(*pins), []) is None


def test_what_people_wrote_beside_the_lock_tells_which_are_the_projects_own() -> None:
    written = lock(pin("a"), name="package.json")

    assert str(way_to("c", lock(pin("a", "b"), pin("b", "c"), pin("c")), [written])) == "a → b → c"


def test_a_ring_ends_and_a_long_way_is_shortened() -> None:
    names = [f"p{number}" for number in range(30)]
    ring = [pin(a, b, direct=a == "p0") for a, b in zip(names, [*names[1:], "p0"], strict=True)]

    told = str(way_to("p29", lock(*ring), []))

    assert told.count("→") == MAX_STEPS - 1
    assert told.endswith("… → p29")


ENTRIES = st.tuples(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=4), st.sampled_from([True, False, None]))


@given(st.lists(ENTRIES))
def test_every_step_of_a_way_is_an_edge(entries: list[tuple[str, list[str], bool | None]]) -> None:
    pins = [pin(name, *needs, direct=direct) for name, needs, direct in entries]
    edges = {(each.package.name, need) for each in pins for need in each.needs}

    way = way_to("a", lock(*pins), [])

    assert way is None or (way.names[-1] == "a" and {*zip(way.names, way.names[1:], strict=False)} <= edges)


def test_a_package_that_another_brings_is_told_with_its_way_and_how_to_hold_it() -> None:
    raw = npm_lock(
        {"inquirer": {"version": "8.0.0", "dependencies": {"lodash": "^4.17.20"}}, "lodash": {"version": "4.17.20"}}, {"inquirer": "^8.0.0"}
    )

    finding = found({"package-lock.json": raw, "package.json": b'{"dependencies": {"inquirer": "^8.0.0"}}'}, HOLE, "package-lock.json")

    assert "It is there because of others: inquirer → lodash. Raise `inquirer` if a release of it asks for 4.17.21" in finding.message
    assert 'or hold it: `"overrides": {"lodash": "4.17.21"} in package.json`.' in finding.message


def test_both_releases_are_told_where_they_differ() -> None:
    form = format_of(RepoPath("go.mod"))
    assert form is not None

    both = advice(LODASH, Repair("4.17.21", "5.0.0"), form, None)
    one = advice(LODASH, Repair("5.0.0", "5.0.0"), form, None)
    only = advice(LODASH, Repair("4.17.21", None), form, None)

    assert both == "4.17.21 repairs this; the nearest release that no advisory names is 5.0.0 (`go get lodash@v5.0.0`)."
    assert one.startswith("The nearest release that no advisory names is 5.0.0 (")
    assert only.startswith("4.17.21 repairs this; no release is recorded that nothing known names (`go get lodash@v4.17.21`")
    assert advice(LODASH, Repair(None, None), form, None).startswith("No release is recorded")


def test_log4j_needs_more_than_the_release_that_repairs_the_famous_hole() -> None:
    repaired = {
        "CVE-2021-44228": ("2.12.2", "2.15.0"),
        "CVE-2021-45046": ("2.12.2", "2.16.0"),
        "CVE-2021-45105": ("2.12.3", "2.17.0"),
        "CVE-2021-44832": ("2.12.4", "2.17.1"),
    }
    records = [
        record(each, "g:log4j-core", ("introduced", "2.0"), ("fixed", old), ("introduced", "2.13.0"), ("fixed", new), ecosystem="Maven")
        for each, (old, new) in repaired.items()
    ]

    assert first_without("Maven", "2.14.1", records, {"CVE-2021-44228"}) == "2.15.0"
    assert first_clean("Maven", "2.14.1", records) == "2.17.1"
    assert (first_without("Maven", "2.12.1", records, {"CVE-2021-44228"}), first_clean("Maven", "2.12.1", records)) == ("2.12.2", "2.12.4")


@pytest.mark.parametrize(
    ("scope", "known", "severity"),
    [
        (Scope.PRODUCTION, replace(P_LEAKS, fixed=("2",)), Severity.HIGH),
        (Scope.DEVELOPMENT, replace(P_LEAKS, fixed=("2",)), Severity.MEDIUM),
        (Scope.PRODUCTION, P_LEAKS, Severity.MEDIUM),
        (Scope.DEVELOPMENT, P_LEAKS, Severity.LOW),
        (Scope.DEVELOPMENT, replace(P_LEAKS, known_exploited=True), Severity.HIGH),
        (Scope.DEVELOPMENT, replace(P_LEAKS, malicious=True), Severity.CRITICAL),
    ],
)
def test_what_cannot_be_repaired_or_only_serves_development_weighs_less(scope: Scope, known: Advisory, severity: Severity) -> None:
    entry = {"version": "1.0.0", **({"dev": True} if scope is Scope.DEVELOPMENT else {})}

    finding = found({"package-lock.json": npm_lock({"p": entry}, {"p": "1.0.0"})}, known, "package-lock.json")

    assert finding.severity is severity
    assert ("Only people who work on the project use it." in finding.message) is (scope is Scope.DEVELOPMENT)


@pytest.mark.parametrize(("path", "confidence"), [("requirements.txt", Confidence.HIGH), ("examples/a/requirements.txt", Confidence.LOW)])
def test_what_only_shows_something_is_told_with_less_confidence(path: str, confidence: Confidence) -> None:
    package = Package("PyPI", "p", "1")
    hole = Advisory(("CVE-2026-0001",), package, "Leaks", Severity.HIGH, fixed=("2",))

    assert found({path: b"p==1\n"}, hole, path).confidence is confidence


def test_a_change_that_repairs_is_told_of_it() -> None:
    package = Package("PyPI", "p", "1")
    hole = Advisory(("CVE-2026-0001",), package, "Leaks", Severity.HIGH, fixed=("2",))
    files, before = {"requirements.txt": "p==2\n"}, {"requirements.txt": "p==1\n"}
    stage = Stage(files, base=before, checks=(CHECK,), knowledge=FakeAdvisories({package: [hole]}))

    review("octo/chat", 12, stage.desk())

    assert "✅ **Known defects that go with this change**: `p` CVE\\-2026\\-0001." in stage.forge.completed[-1].report.summary
