"""The vocabulary keeps its promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.core import (
    BadPath,
    BadSpan,
    Change,
    ChangedFile,
    Confidence,
    FileStatus,
    Finding,
    Hunk,
    Location,
    RepoPath,
    Rule,
    Severity,
    Span,
    in_order,
)

RULE = Rule("some-rule", "Some rule", Severity.HIGH, Confidence.HIGH, "Do not.")


def finding(path: str = "a.py", line: int = 1, excerpt: str = "x = eval(y)", rule: Rule = RULE) -> Finding:
    return Finding(rule, Location(RepoPath(path), Span(line, line)), "message", excerpt)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "../x",
        "a/../x",
        "a//b",
        "./a",
        "a/.",
        ".git/config",
        ".GIT/hooks/x",
        "a\nb",
        "a\x1bb",
        "\u202egnp.py",
        "a\u200b.py",
        "x" * 256,
        "a/" * 2100 + "a",
    ],
)
def test_refuses_a_path_that_climbs_out_or_hides(name: str) -> None:
    with pytest.raises(BadPath):
        RepoPath(name)


@pytest.mark.parametrize("name", ["a.py", "--config=evil.py", "-e.py", "@everyone ](x) <b>.py", "ünï/çödé.py", ".github/x.yml", "a/.git2"])
def test_accepts_an_odd_but_plain_path(name: str) -> None:
    assert str(RepoPath(name)) == name


def test_refuses_a_name_that_is_not_utf8() -> None:
    with pytest.raises(BadPath, match="not UTF-8"):
        RepoPath.from_bytes(b"a\xff.py")


@given(st.binary(max_size=60))
def test_reading_a_name_either_gives_a_path_or_says_why_not(raw: bytes) -> None:
    try:
        path = RepoPath.from_bytes(raw)
    except BadPath:
        return

    assert path.text.encode() == raw


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 1), (-1, -1)])
def test_refuses_lines_that_cannot_exist(first: int, last: int) -> None:
    with pytest.raises(BadSpan):
        Span(first, last)


def test_a_fingerprint_survives_moved_lines_and_layout_and_kinship_a_new_name_too() -> None:
    here = finding("a.py", 3, "    x = eval(y)")
    there = finding("a.py", 90, "\tx  =  eval(y)\r\n")
    renamed = finding("b/renamed.py", 90, "x = eval(y)")

    assert here.fingerprint == there.fingerprint != renamed.fingerprint
    assert here.kinship == there.kinship == renamed.kinship


def test_equal_excerpts_get_identities_of_their_own() -> None:
    first, second, third = in_order([finding(line=9), finding(line=3), finding("b.py", 1)])

    assert first.fingerprint == second.fingerprint
    assert len({first.identity, second.identity, third.identity}) == 3
    assert [str(f.location) for f in (first, second, third)] == ["a.py:3", "a.py:9", "b.py:1"]


def test_an_exact_repetition_counts_once() -> None:
    assert len(in_order([finding(), finding()])) == 1


def test_another_rule_is_another_finding() -> None:
    other = Rule("other-rule", "Other", Severity.LOW, Confidence.LOW, "Do not.")

    assert finding().fingerprint != finding(rule=other).fingerprint


def change(**fields: object) -> Change:
    hunk = Hunk(10, 2, 10, 3, frozenset({11}))
    file = ChangedFile(RepoPath("a.py"), FileStatus.MODIFIED, (hunk,))
    return Change("b", "a", (ChangedFile(**{**{s: getattr(file, s) for s in ("path", "status", "hunks")}, **fields}),))


def test_a_change_answers_for_its_own_lines_only() -> None:
    assert change().introduces(Location(RepoPath("a.py"), Span(9, 11)))
    assert not change().introduces(Location(RepoPath("a.py"), Span(10, 10)))
    assert not change().introduces(Location(RepoPath("b.py"), Span(11, 11)))


def test_a_file_without_a_line_diff_counts_as_touched() -> None:
    assert change(hunks=None).introduces(Location(RepoPath("a.py"), Span(500, 500)))


def test_a_removed_file_introduces_nothing() -> None:
    assert not change(status=FileStatus.REMOVED).introduces(Location(RepoPath("a.py"), Span(11, 11)))
