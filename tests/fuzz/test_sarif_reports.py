"""The SARIF of an engine is hostile: it is refused in the room's own words, or believed within what was asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import strategies as st

from bot.sandbox.answer import BadAnswer, EngineComplained
from bot.sandbox.sarif_report import MAX_NAME, MAX_RESULTS, MAX_WORDS, read_sarif
from checks.core.place import RepoPath
from tests.fuzz.hunting import JSON, hunt, mutated, tries
from tests.fuzz.read_strategies import ODD, changed, places
from tests.fuzz.test_engine_reports import BOMBS, is_told_on_one_line

FILES = {RepoPath("a.py"): b"one\ntwo\n", RepoPath("sub/b c.py"): b"", RepoPath("c.js"): b"\xff\n\r\n"}


def _place(uri: str, first: int, last: int) -> dict[str, Any]:
    region = {"startLine": first, "endLine": last, "endColumn": 4, "snippet": {"text": "x"}}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}


SARIF: dict[str, Any] = {
    "version": "2.1.0",
    "runs": [
        {
            "tool": {
                "driver": {
                    "name": "x",
                    "rules": [
                        {
                            "id": "R1",
                            "shortDescription": {"text": "short"},
                            "defaultConfiguration": {"level": "error"},
                            "properties": {"tags": ["security", "CWE-79"], "security-severity": "8.0", "precision": "high"},
                        }
                    ],
                },
                "extensions": [{"rules": []}],
            },
            "invocations": [
                {
                    "executionSuccessful": True,
                    "toolExecutionNotifications": [{"level": "error", "message": {"text": "m"}, "locations": [_place("c.js", 1, 1)]}],
                }
            ],
            "results": [
                {"ruleId": "R1", "level": "error", "kind": "fail", "message": {"text": "m"}, "locations": [_place("./a.py", 1, 2)]},
                {
                    "rule": {"id": "R2"},
                    "message": {"text": "m"},
                    "properties": {"x/severity": "Low", "x/confidence": "High"},
                    "locations": [_place("sub/b%20c.py", 1, 1)],
                },
            ],
        }
    ],
}
HOSTILE = (
    *("/etc/passwd", "../a.py", "file:///etc/passwd", "%2e%2e/a.py", ".", "a.py\0", "A.PY", "./a.py", "c.js"),
    *("x" * 5000, "\x1b[31m", "::error::x", "\n\nClear", "\ud800", "error", "none", "pass"),
    *(10**9, -(10**9), 0, 2, 3, 4, 1.5, True),
)
VALUES = st.sampled_from(ODD + HOSTILE) | JSON
SARIFS = st.lists(st.tuples(st.sampled_from(places(SARIF)), VALUES), max_size=4).map(lambda changes: changed(SARIF, changes))


def is_kept_within_what_was_given(raw: bytes) -> None:
    try:
        report = read_sarif(raw, FILES, frozenset({"R2"}))
    except (BadAnswer, EngineComplained) as refusal:
        is_told_on_one_line(refusal)
        return
    missed = {gap.path for gap in report.not_analysed}
    assert missed | {path.text for path in report.scanned} == {path.text for path in FILES}
    assert not missed & {path.text for path in report.scanned}
    assert len(report.sightings) <= MAX_RESULTS
    for seen in report.sightings:
        span = seen.location.span
        assert span is None or 1 <= span.first <= span.last <= FILES[seen.location.path].count(b"\n") + 1
        assert f"{seen.rule}{seen.message}{seen.title}".isprintable()
        assert max(len(seen.rule), len(seen.title)) <= MAX_NAME
        assert len(seen.message) <= MAX_WORDS
        assert seen.score is None or 0 <= seen.score <= 10


@tries
def test_a_report_with_any_fact_anywhere_is_refused_or_kept_within_what_was_given(tries: int) -> None:
    hunt(SARIFS.map(lambda document: json.dumps(document).encode()), is_kept_within_what_was_given, tries)


@tries
def test_a_damaged_report_is_refused_or_kept_within_what_was_given(tries: int) -> None:
    hunt(mutated([json.dumps(SARIF).encode()]), is_kept_within_what_was_given, tries)


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_refused(bomb: bytes) -> None:
    with pytest.raises((BadAnswer, EngineComplained)):
        read_sarif(bomb, FILES)
