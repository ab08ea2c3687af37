from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.answer import BadAnswer, EngineComplained
from bot.sandbox.semgrep_report import MAX_EDIT, MAX_MATCHES, read_report
from checks.core.pattern import Edit
from checks.core.place import Location, RepoPath, Span

A, B = RepoPath("a.py"), RepoPath("sub/b.py")
FILES = {A: 'x = "é"; foo(1)\nbar()\n'.encode(), B: b"foo(2)\n"}
RULES = frozenset({"calls-foo", "dotted.rule"})


def _place(line: int, column: int) -> dict[str, int]:
    return {"line": line, "col": column, "offset": 0}


def _result(**changes: object) -> dict[str, Any]:
    result = {"check_id": "calls-foo", "path": "./a.py", "start": _place(1, 11), "end": _place(1, 17), "extra": {"lines": "requires login"}}
    return result | changes


def _answer(results: object = (), errors: object = (), scanned: object = ("./a.py", "./sub/b.py")) -> bytes:
    return json.dumps({"results": results, "errors": errors, "paths": {"scanned": scanned}}).encode()


def test_reads_a_match_with_its_fix_and_origin_in_characters() -> None:
    extra = {
        "fix": "bar(1)",
        "dataflow_trace": {"taint_source": ["CliLoc", [{"path": "./sub/b.py", "start": _place(1, 1), "end": _place(1, 4)}, "foo"]]},
    }

    report = read_report(_answer([_result(extra=extra)]), FILES, RULES)

    (match,) = report.matches
    assert match.location == Location(A, Span(1, 1))
    assert match.edit == Edit((1, 10), (1, 16), "bar(1)")
    assert match.origin == Location(B, Span(1, 1))
    assert report.scanned == {A, B}


def test_maps_the_classic_fronts_names_back() -> None:
    report = read_report(_answer([_result(check_id="job.calls-foo"), _result(check_id="job.dotted.rule")]), FILES, RULES)

    assert [match.rule_id for match in report.matches] == ["calls-foo", "dotted.rule"]


def test_a_match_that_ends_before_a_lines_first_character_ends_above() -> None:
    report = read_report(_answer([_result(start=_place(1, 1), end=_place(2, 1))]), FILES, RULES)

    assert report.matches[0].location.span == Span(1, 1)


def test_the_same_match_twice_is_one() -> None:
    report = read_report(_answer([_result(), _result()]), FILES, RULES)

    assert len(report.matches) == 1


@pytest.mark.parametrize(
    ("error", "why"),
    [
        ({"type": ["PartialParsing", []], "level": "warn", "message": "x", "path": "a.py"}, "parts of it could not be parsed"),
        ({"error_type": "Timeout", "message": "x", "location": {"path": "./a.py"}}, "the pattern engine ran out of time"),
        ({"error_type": "Something new", "location": {"path": "./a.py"}}, "the pattern engine could not work on it"),
    ],
)
def test_a_complaint_about_a_file_is_a_gap(error: dict[str, Any], why: str) -> None:
    report = read_report(_answer([_result()], [error]), FILES, RULES)

    assert [(gap.path, gap.why) for gap in report.not_analysed] == [("a.py", why)]
    assert report.scanned == {B}
    assert len(report.matches) == 1


def test_a_file_that_is_not_listed_was_not_scanned() -> None:
    report = read_report(_answer(scanned=["./a.py"]), FILES, RULES)

    assert [(gap.path, gap.why) for gap in report.not_analysed] == [("sub/b.py", "the pattern engine did not scan it")]


@pytest.mark.parametrize(
    "error", [{"type": "Rule parse error", "message": "bad"}, {"error_type": "Timeout", "location": {"path": "/job/rules.json"}}]
)
def test_a_complaint_about_no_file_is_about_the_run(error: dict[str, Any]) -> None:
    with pytest.raises(EngineComplained):
        read_report(_answer(errors=[error]), FILES, RULES)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        b'{"results": {}}',
        _answer("text"),
        _answer(scanned=["/etc/passwd"]),
        _answer(scanned=["../a.py"]),
        _answer(scanned=[7]),
        _answer([_result(path="c.py")]),
        _answer([_result(check_id="unknown")]),
        _answer([_result(check_id="x." * 50_000)]),
        _answer([_result(start=_place(-1, 1))]),
        _answer([_result(end=_place(10**9, 1))]),
        _answer([_result(end=_place(1, 10**9))]),
        _answer([_result(start=_place(2, 1), end=_place(1, 1))]),
        _answer([_result(start={"line": True, "col": 1})]),
        _answer([_result(start={"line": 1.0, "col": 1})]),
        _answer([_result(extra={"fix": 7})]),
        _answer([_result(extra={"fix": "\ud800"})]),
        _answer([_result(extra=None)]),
        _answer([_result(extra={"dataflow_trace": {"taint_source": ["CliLoc", [{"path": "/etc/passwd"}]]}})]),
        _answer([_result()] * (MAX_MATCHES + 1)),
        _answer(scanned=["./a.py"] * 100),
        _answer(errors=[7]),
    ],
)
def test_believes_nothing_of_an_answer_that_breaks_its_format(raw: bytes) -> None:
    with pytest.raises((BadAnswer, EngineComplained)):
        read_report(raw, FILES, RULES)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["./a.py", "calls-foo", "CliLoc", "CliCall"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["path", "start", "end", "extra", "line", "col", "fix", "taint_source", "type", "location"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["check_id", "path", "start", "end", "extra"]), _JSON), _JSON, _JSON)
def test_any_json_is_either_refused_or_read_within_bounds(changes: dict[str, Any], error: object, scanned: object) -> None:
    try:
        report = read_report(_answer([_result(**changes)], [error], scanned), FILES, RULES)
    except (BadAnswer, EngineComplained):
        return

    assert {match.location.path for match in report.matches} <= FILES.keys()
    assert {gap.path for gap in report.not_analysed} | {path.text for path in report.scanned} == {"a.py", "sub/b.py"}


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(BadAnswer):
        read_report(raw, FILES, RULES)


def test_the_engines_complaint_is_told_without_what_a_terminal_would_act_on() -> None:
    error = {"type": "Rule\x1b[2J", "message": "bad\u202e\ud800\nClear: nothing found"}

    with pytest.raises(EngineComplained) as told:
        read_report(_answer(errors=[error]), FILES, RULES)

    assert str(told.value) == "Rule [2J: bad Clear: nothing found"


def test_a_fix_far_out_in_an_endless_line_is_not_offered_and_the_match_stays() -> None:
    long = {A: b"x" * (3 * MAX_EDIT)}
    far = _result(start=_place(1, 2 * MAX_EDIT), end=_place(1, 2 * MAX_EDIT + 3), extra={"fix": "y"})

    report = read_report(_answer([far], scanned=["./a.py"]), long, RULES)

    assert [match.edit for match in report.matches] == [None]


def test_twenty_thousand_fixes_in_one_long_file_are_read_in_one_pass() -> None:
    rows = 200_000
    place = [{"start": _place(rows - at, 1), "end": _place(rows - at, 4), "extra": {"fix": "y"}} for at in range(MAX_MATCHES)]

    report = read_report(_answer([_result(**each) for each in place], scanned=["./a.py"]), {A: b"f()\n" * rows}, RULES)

    assert len(report.matches) == MAX_MATCHES
