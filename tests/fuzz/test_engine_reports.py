"""What engines answer is hostile: it is refused in the room's own words, or believed within what was asked."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import strategies as st

from bot.sandbox.answer import BadAnswer, EngineComplained
from bot.sandbox.pip_audit import _read
from bot.sandbox.semgrep_report import MAX_EDIT, MAX_MATCHES, read_report
from checks.core.place import RepoPath
from checks.core.scene import ToolFailed
from tests.fuzz.hunting import JSON, MORSELS, hunt, mutated, says_why, tries
from tests.fuzz.read_strategies import ODD, changed, places

A, B, C = RepoPath("a.py"), RepoPath("sub/b.py"), RepoPath("c.js")
FILES = {A: 'x = "é"; foo(1)\nbar()\n'.encode(), B: b"\xef\xbb\xbffoo(2)", C: b"\xff\n\r\n"}
RULES = frozenset({"calls-foo", "dotted.rule"})
PINS = frozenset({("a", "1"), ("b-c", "2.0")})


def _place(line: int, column: int) -> dict[str, int]:
    return {"line": line, "col": column, "offset": 0}


def _result(path: str, rule: str) -> dict[str, Any]:
    taint = ["CliCall", [[{"path": "./sub/b.py", "start": _place(1, 1), "end": _place(1, 4)}, "foo"], [], ["CliLoc", []]]]
    extra = {"fix": "bar(1)", "message": "m", "metavars": {"$X": {}}, "dataflow_trace": {"taint_source": taint}}
    return {"check_id": rule, "path": path, "start": _place(1, 1), "end": _place(1, 5), "extra": extra}


SEMGREP: dict[str, Any] = {
    "version": "1.0",
    "results": [_result("./a.py", "calls-foo"), _result("sub/b.py", "x.dotted.rule")],
    "errors": [{"type": ["PartialParsing", []], "level": "warn", "message": "x", "path": "c.js", "location": {"path": "./c.js"}}],
    "paths": {"scanned": ["./a.py", "./sub/b.py"], "skipped": []},
}
PIP_AUDIT: dict[str, Any] = {
    "results": [{"name": "a", "version": "1", "ids": ["CVE-1", "GHSA-1"]}, {"name": "b-c", "version": "2.0", "ids": []}],
}
HOSTILE = (
    *("/etc/passwd", "../a.py", "./../a.py", "./", ".", "a.py\0", "a.py/", ".git/config", "A.PY", "sub/../a.py"),
    *("./a.py", "sub/b.py", "c.js"),
    *("calls-foo", "x.calls-foo", "x." * 3000, "CliLoc", "\x1b[31m", "::error::x", "\n\nClear", "Timeout", "PartialParsing"),
    *(10**9, -(10**9), 2, 3, 4),
)
VALUES = st.sampled_from(ODD + HOSTILE) | JSON
SEMGREPS = st.lists(st.tuples(st.sampled_from(places(SEMGREP)), VALUES), max_size=4).map(lambda changes: changed(SEMGREP, changes))
PIP_AUDITS = st.lists(st.tuples(st.sampled_from(places(PIP_AUDIT)), VALUES), max_size=3).map(lambda changes: changed(PIP_AUDIT, changes))
BOMBS = (
    *(b"[" * 500_000, b'{"a":' * 300_000, b'{"results":' + b"[" * 500_000, b"9" * 100_000, b'"' + b"\\" * 99_999),
    *(b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b"NaN", b"Infinity", b'{"results": NaN}', b"null", b"1e999999", b"{}" * 9),
    b'{"results": [], "errors": [], "paths": {"scanned": ["a.py"]}, "paths": {"scanned": ["/etc/passwd"]}}',
    json.dumps(SEMGREP).encode() + json.dumps(SEMGREP).encode(),
)


def is_told_on_one_line(refusal: Exception) -> None:
    says_why(refusal)
    assert str(refusal).isprintable()
    assert len(str(refusal)) < 1000


def semgrep_is_kept_within_what_was_given(raw: bytes) -> None:
    try:
        report = read_report(raw, FILES, RULES)
    except (BadAnswer, EngineComplained) as refusal:
        is_told_on_one_line(refusal)
        return
    missed = {gap.path for gap in report.not_analysed}
    assert missed | {path.text for path in report.scanned} == {path.text for path in FILES}
    assert not missed & {path.text for path in report.scanned}
    assert len(report.matches) <= MAX_MATCHES
    for match in report.matches:
        assert match.rule_id in RULES
        for place in filter(None, (match.location, match.origin)):
            assert place.span is not None
            assert 1 <= place.span.first <= place.span.last <= FILES[place.path].count(b"\n") + 1
        if match.edit is not None:
            assert match.edit.start <= match.edit.end
            assert len(match.edit.text.encode()) <= 4 * MAX_EDIT


def pip_audit_is_kept_to_its_question(raw: bytes) -> None:
    try:
        answer = _read(raw, PINS)
    except ToolFailed as refusal:
        says_why(refusal)
        return
    assert answer.keys() == PINS
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:-]*", each) for ids in answer.values() for each in ids)


@tries
def test_a_report_with_any_fact_anywhere_is_refused_or_kept_within_what_was_given(tries: int) -> None:
    hunt(SEMGREPS.map(lambda document: json.dumps(document).encode()), semgrep_is_kept_within_what_was_given, tries)


@tries
def test_a_damaged_report_is_refused_or_kept_within_what_was_given(tries: int) -> None:
    hunt(mutated([json.dumps(SEMGREP).encode()]), semgrep_is_kept_within_what_was_given, tries)


@tries
def test_a_truncated_report_is_refused(tries: int) -> None:
    raw = json.dumps(SEMGREP).encode()

    def look(size: int) -> None:
        with pytest.raises(BadAnswer):
            read_report(raw[:size], FILES, RULES)

    hunt(st.integers(0, len(raw) - 1), look, tries)


@tries
def test_a_file_with_a_complaint_or_without_a_word_was_not_scanned(tries: int) -> None:
    def look(given: tuple[set[str], list[str]]) -> None:
        scanned, complained = given
        errors = [{"type": "Timeout", "path": name} for name in complained]
        document = {"results": [], "errors": errors, "paths": {"scanned": sorted(scanned)}}
        report = read_report(json.dumps(document).encode(), FILES, RULES)
        assert {path.text for path in report.scanned} == scanned - set(complained)

    names = st.sampled_from([path.text for path in FILES])
    hunt(st.tuples(st.sets(names), st.lists(names, max_size=4)), look, tries)


@tries
def test_an_audit_with_any_fact_anywhere_is_refused_or_kept_to_its_question(tries: int) -> None:
    hunt(PIP_AUDITS.map(lambda document: json.dumps(document).encode()), pip_audit_is_kept_to_its_question, tries)


@tries
def test_a_damaged_audit_is_refused_or_kept_to_its_question(tries: int) -> None:
    raw = json.dumps(PIP_AUDIT).encode()

    hunt(mutated([raw]) | st.lists(st.sampled_from(MORSELS), max_size=8).map(b"".join), pip_audit_is_kept_to_its_question, tries)


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_refused_by_both(bomb: bytes) -> None:
    with pytest.raises((BadAnswer, EngineComplained)):
        read_report(bomb, FILES, RULES)
    with pytest.raises(ToolFailed):
        _read(bomb, PINS)
