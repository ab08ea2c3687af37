"""Credentials that more than one check reports."""

from __future__ import annotations

from bot.review.overlap import told_once
from checks.core.finding import Finding
from checks.core.outcome import Completed, Failed
from checks.core.place import Location, RepoPath, Span
from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

SECRET = "CWE-798"


def finding(rule: str, line: int = 1, *, confidence: Confidence = Confidence.MEDIUM, cwe: str = SECRET, last: int = 0) -> Finding:
    return Finding(Rule(rule, rule, Severity.HIGH, confidence, "x.", cwe), Location(RepoPath("a.py"), Span(line, last or line)), "m", rule)


def told(*outcomes: Completed | Failed) -> list[list[str]]:
    return [[each.rule.id for each in outcome.findings] for outcome in told_once(outcomes) if isinstance(outcome, Completed)]


def test_the_surer_of_two_checks_speaks() -> None:
    assert told(Completed("a", (finding("a"),)), Completed("b", (finding("b", confidence=Confidence.HIGH),))) == [[], ["b"]]


def test_between_equals_the_first_by_name_speaks() -> None:
    assert told(Completed("b", (finding("b", 1, last=3),)), Completed("a", (finding("a", 2),))) == [[], ["a"]]


def test_what_one_check_says_twice_and_other_lines_stay() -> None:
    one, other = Completed("a", (finding("a"), finding("a-too"))), Completed("b", (finding("b", 2),))

    assert told(one, other, Failed("c", "x")) == [["a", "a-too"], ["b"]]


def test_other_defects_on_the_line_stay() -> None:
    assert told(Completed("a", (finding("a"),)), Completed("b", (finding("b", cwe="CWE-89"),))) == [["a"], ["b"]]
