"""SARIF from any engine: believed within what was asked, refused in the room's own words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox.answer import BadAnswer, EngineComplained
from bot.sandbox.sarif_report import MAX_RESULTS, MAX_WORDS, read_sarif
from checks.core.place import Location, RepoPath, Span

A, ODD = RepoPath("a.yml"), RepoPath("sp ace%é.yml")
FILES = {A: b"one\ntwo\nthree\n", ODD: b"x"}


def result(uri: str = "a.yml", region: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    place = {"artifactLocation": {"uri": uri}, "region": {"startLine": 2} if region is None else region}
    return {"ruleId": "R1", "message": {"text": "said"}, "locations": [{"physicalLocation": place}]} | more


def sarif(*results: dict[str, Any], rules: list[dict[str, Any]] | None = None, **run: Any) -> bytes:  # noqa: ANN401 - JSON
    tool = {"driver": {"name": "x", "rules": rules or []}}
    return json.dumps({"version": "2.1.0", "runs": [{"tool": tool, "results": list(results), **run}]}).encode()


def test_reads_place_rule_and_words() -> None:
    (seen,) = read_sarif(sarif(result()), FILES).sightings

    assert (seen.rule, seen.location, seen.message, seen.level) == ("R1", Location(A, Span(2, 2)), "said", "warning")


def test_a_run_without_results_has_scanned_everything() -> None:
    report = read_sarif(sarif(), FILES)

    assert (report.sightings, report.scanned, report.not_analysed) == ((), frozenset(FILES), ())


@pytest.mark.parametrize("uri", ["a.yml", "./a.yml", "file:///src/a.yml", "/src/a.yml", "%61.yml"])
def test_a_file_may_be_named_in_the_ways_engines_do(uri: str) -> None:
    assert read_sarif(sarif(result(uri)), FILES).sightings[0].location.path == A


@pytest.mark.parametrize("uri", ["./sp ace%é.yml", "sp%20ace%25%C3%A9.yml"])
def test_a_name_is_read_whether_it_is_encoded_or_not(uri: str) -> None:
    assert read_sarif(sarif(result(uri, {})), FILES).sightings[0].location == Location(ODD)


@pytest.mark.parametrize("uri", ["../a.yml", "/etc/passwd", "file:///etc/passwd", "https://x.example/a.yml", "A.yml", "", "%2e%2e/a.yml"])
def test_refuses_a_file_that_was_not_given(uri: str) -> None:
    with pytest.raises(BadAnswer, match="a file that was not given"):
        read_sarif(sarif(result(uri)), FILES)


@pytest.mark.parametrize(
    "region", [{"startLine": 0}, {"startLine": 9}, {"startLine": 3, "endLine": 2}, {"startLine": "2"}, {"startLine": True}]
)
def test_refuses_lines_outside_of_their_file(region: dict[str, Any]) -> None:
    with pytest.raises(BadAnswer, match="lines outside"):
        read_sarif(sarif(result(region=region)), FILES)


def test_a_region_that_ends_before_a_line_ends_above_it() -> None:
    (seen,) = read_sarif(sarif(result(region={"startLine": 1, "endLine": 3, "endColumn": 1})), FILES).sightings

    assert seen.location.span == Span(1, 2)


def test_weights_are_read_from_the_result_before_its_rule() -> None:
    rule = {"id": "R1", "properties": {"tags": ["security", "external/cwe/cwe-079"], "precision": "low", "security-severity": "9.1"}}
    (seen,) = read_sarif(sarif(result(properties={"x/severity": "High", "x/confidence": "Low"}), rules=[rule]), FILES).sightings

    assert (seen.severity, seen.confidence, seen.score, seen.cwe) == ("high", "low", 9.1, "CWE-79")


def test_what_is_no_defect_is_left_out_and_what_the_change_suppresses_is_not() -> None:
    suppressed = result(suppressions=[{"kind": "inSource"}])
    report = read_sarif(sarif(result(kind="pass"), result(kind="notApplicable"), suppressed), FILES)

    assert len(report.sightings) == 1


def test_a_rule_that_means_unparsed_makes_its_file_not_analysed() -> None:
    report = read_sarif(sarif(result(ruleId="PARSE")), FILES, frozenset({"PARSE"}))

    assert (report.sightings, report.scanned) == ((), frozenset({ODD}))
    assert [gap.path for gap in report.not_analysed] == ["a.yml"]


def test_a_failure_on_a_file_is_that_files_and_any_other_is_the_runs() -> None:
    place = {"locations": [{"physicalLocation": {"artifactLocation": {"uri": "a.yml"}}}]}
    note = {"level": "error", "message": {"text": "cannot\x1b[31m read"}}
    told = read_sarif(sarif(invocations=[{"executionSuccessful": False, "toolExecutionNotifications": [note | place]}]), FILES)

    assert told.scanned == {ODD}
    with pytest.raises(EngineComplained, match=r"^cannot \[31m read$"):
        read_sarif(sarif(invocations=[{"executionSuccessful": True, "toolExecutionNotifications": [note]}]), FILES)
    with pytest.raises(EngineComplained, match="did not succeed"):
        read_sarif(sarif(invocations=[{"executionSuccessful": False}]), FILES)


def test_words_are_cut_and_hold_nothing_a_terminal_acts_on() -> None:
    (seen,) = read_sarif(sarif(result(message={"text": "\x1b[2J\n" + "x" * 10_000})), FILES).sightings

    assert len(seen.message) == MAX_WORDS
    assert seen.message.isprintable()


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"runs": 1}', b'{"runs": [1]}', b"[" * 100_000, sarif(result(locations=[]))])
def test_refuses_what_is_no_sarif(raw: bytes) -> None:
    with pytest.raises(BadAnswer):
        read_sarif(raw, FILES)


def test_refuses_more_results_than_anybody_reads() -> None:
    with pytest.raises(BadAnswer, match="more than"):
        read_sarif(sarif(*[result()] * (MAX_RESULTS + 1)), FILES)
