from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.review.ports import Sides
from bot.review.replay import Replay
from bot.review.runner import run
from bot.sandbox.notebooks import substituted
from bot.sandbox.semgrep_batches import PatternEngine
from checks.core.change import NotAnalysed
from checks.core.outcome import Completed
from checks.core.pattern import Match, PatternReport
from checks.core.place import Location, RepoPath, Span
from checks.core.severity import Confidence
from checks.semgrep.pattern_check import pattern_check
from tests.fakes import FakeAdvisories, FakeTree, change_of

if TYPE_CHECKING:
    from pathlib import Path

    from bot.sandbox.engines import Engines
    from bot.sandbox.sandbox import Sandbox
    from checks.core.finding import Finding

RULES = """
rules:
  - id: evil-system
    languages: [python]
    severity: HIGH
    message: It runs.
    metadata: {title: t, cwe: CWE-78, confidence: HIGH, remedy: r.}
    mode: taint
    pattern-sources: [{pattern: "input(...)"}]
    pattern-sinks: [{pattern: "os.system(...)"}]
  - id: evil-old
    languages: [python]
    severity: LOW
    message: It is old.
    metadata: {title: t, cwe: CWE-1, confidence: HIGH, remedy: r.}
    pattern: old($X)
    fix: new($X)
"""


def written(*sources: str, language: str = "python") -> bytes:
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": each.splitlines(keepends=True)} for each in sources]
    about = {"language_info": {"name": language}}
    return json.dumps({"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evil") / "rules"
    folder.mkdir()
    (folder / "python.yml").write_text(RULES)
    return folder


@pytest.mark.parametrize("front", [0, 1])
def test_both_fronts_read_a_notebooks_code(sandbox: Sandbox, engines: Engines, rules: Path, front: int) -> None:
    engine = PatternEngine(sandbox, engines)
    engine = PatternEngine(sandbox, engines, fronts=engine.fronts[front : front + 1])
    (pack,) = pattern_check("evil", rules).packs
    files = {RepoPath("a.ipynb"): written("import os\n!ls\nx = input()", "os.system(x)"), RepoPath("a.ipynb.py"): b"old(1)\n"}

    report = engine.match((pack,), files)

    assert sorted((match.location.path.text, match.rule_id, match.location.span) for match in report.matches) == [
        ("a.ipynb", "evil-system", Span(4, 4)),
        ("a.ipynb.py", "evil-old", Span(1, 1)),
    ]
    assert report.scanned == files.keys()
    assert report.not_analysed == ()


def test_a_finding_stands_on_the_line_of_the_file_and_offers_no_fix(rules: Path) -> None:
    raw = written("# first", "old(1)")
    span, reach = Span(2, 2), ((2, 1), (2, 7))
    path = RepoPath("a.ipynb")

    finding = _finding(rules, raw, Match("evil-old", Location(path, span), None, None, reach))

    assert b"old(1)" in raw.splitlines()[finding.line - 1]
    assert (finding.message, finding.excerpt, finding.fix) == ("It is old. This is cell 2, line 1.", "old(1)", None)


def test_the_origin_of_data_is_told_by_its_cell(rules: Path) -> None:
    raw = written("import os\nx = input()", "os.system(x)")
    path = RepoPath("a.ipynb")

    finding = _finding(rules, raw, Match("evil-system", Location(path, Span(3, 3)), None, Location(path, Span(2, 2)), ((3, 1), (3, 13))))

    (way,) = finding.related
    assert way.location.span
    assert b"input()" in raw.splitlines()[way.location.span.first - 1]
    assert way.message == "Untrusted data comes in here (cell 1, line 2)."
    assert finding.confidence is Confidence.HIGH


def _finding(rules: Path, raw: bytes, match: Match) -> Finding:
    check = pattern_check("evil", rules)
    change, head = change_of({"a.ipynb": raw.decode()})
    bench = Replay(match.location.path, match.location.path, PatternReport((match,), frozenset({match.location.path})))
    report = run([check], Sides(change, FakeTree(), head, FakeTree()), bench, FakeAdvisories(), lambda *_: None)
    (outcome,) = report.outcomes
    assert isinstance(outcome, Completed)
    (finding,) = outcome.findings
    return finding


def test_what_cannot_be_read_is_a_gap_and_the_rest_is_shown() -> None:
    files = {
        RepoPath("bad.ipynb"): b"{",
        RepoPath("good.ipynb"): written("x = 1"),
        RepoPath("half.ipynb"): written("x = '''", "y = 2"),
        RepoPath("other.py"): b"z\n",
    }

    shown = substituted(files)

    assert {path.text: content for path, content in shown.files.items()} == {
        "good.ipynb.py": b"x = 1\n",
        "half.ipynb.py": b"y = 2\n",
        "other.py": b"z\n",
    }
    assert shown.gaps == (
        NotAnalysed("bad.ipynb", "it is not the JSON of a notebook"),
        NotAnalysed("half.ipynb", "cell 1 ends within a string or a bracket"),
    )


def test_gaps_of_the_engine_are_told_of_the_notebook() -> None:
    path, alias = RepoPath("a.ipynb"), RepoPath("a.ipynb.py")
    shown = substituted({path: written("x = 1")})

    report = shown.told(PatternReport((), frozenset({alias}), (NotAnalysed(alias.text, "why"),), frozenset({alias})))

    assert report == PatternReport((), frozenset({path}), (NotAnalysed("a.ipynb", "why"),), frozenset({path}))


def test_cells_in_another_language_are_noted_unless_they_are_python() -> None:
    sources = {"a.ipynb": "f <- function(x) {}", "b.ipynb": "eval(x)"}

    shown = substituted({RepoPath(name): written(source, language="R") for name, source in sources.items()})

    assert [path.text for path in shown.files] == ["b.ipynb.py"]
    assert shown.gaps == (NotAnalysed("a.ipynb", "its cells are not written in Python", expected=False),)


def test_a_name_too_long_for_another_is_a_gap() -> None:
    name = f"{'a' * 249}.ipynb"

    shown = substituted({RepoPath(name): written("x = 1")})

    assert shown.files == {}
    assert shown.gaps == (NotAnalysed(name, "its name is too long for the pattern engine"),)
