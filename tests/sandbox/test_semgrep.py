from __future__ import annotations

import codecs
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.semgrep_batches import PatternEngine
from checks.core.pattern import Edit, RulePack
from checks.core.place import Location, RepoPath, Span
from checks.core.rule import Rule
from checks.core.scene import ToolFailed
from checks.core.severity import Confidence, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from bot.sandbox.engines import Engines
    from bot.sandbox.sandbox import Sandbox


def _pack(name: str, yaml: str, *ids: str, suffixes: frozenset[str] = frozenset({".py", ".pyi"})) -> RulePack:
    rules = tuple(Rule(each, each, Severity.HIGH, Confidence.HIGH, "") for each in ids)
    return RulePack(name, yaml.encode(), rules, suffixes)


TAINT = _pack(
    "taint",
    """
rules:
  - id: input-to-system
    languages: [python]
    severity: HIGH
    message: m
    mode: taint
    pattern-sources: [{pattern: "input(...)"}]
    pattern-sinks: [{pattern: "os.system(...)"}]
""",
    "input-to-system",
)
FIXED = _pack(
    "fixed",
    """
rules:
  - id: old-call
    languages: [python]
    severity: LOW
    message: m $X
    pattern: old($X)
    fix: new($X)
""",
    "old-call",
)
SCRIPT = _pack(
    "script",
    "rules: [{id: js-eval, languages: [javascript], severity: HIGH, message: m, pattern: eval(...)}]",
    "js-eval",
    suffixes=frozenset({".js"}),
)
PACKS = (TAINT, FIXED, SCRIPT)


@pytest.fixture(scope="module")
def engine(sandbox: Sandbox, engines: Engines) -> PatternEngine:
    return PatternEngine(sandbox, engines)


def test_runs_all_packs_over_all_files_at_once(engine: PatternEngine) -> None:
    files = {
        RepoPath("app/a.py"): b"import os\ncommand = input()\nx = command\nos.system(x)\n",
        RepoPath("b.py"): 'x = "é"; old(1)\n'.encode(),
        RepoPath("web/c.js"): b"eval(x)\n",
        RepoPath("README.md"): b"old(1)\n",
    }

    report = engine.match(PACKS, files)

    by_rule = {match.rule_id: match for match in report.matches}
    assert by_rule["input-to-system"].location == Location(RepoPath("app/a.py"), Span(4, 4))
    assert by_rule["input-to-system"].origin == Location(RepoPath("app/a.py"), Span(2, 2))
    assert by_rule["old-call"].edit == Edit((1, 10), (1, 16), "new(1)")
    assert by_rule["js-eval"].location.path == RepoPath("web/c.js")
    assert {path.text for path in report.scanned} == {"app/a.py", "b.py", "web/c.js"}
    assert not report.not_analysed


def test_nothing_in_the_tree_hides_a_file(engine: PatternEngine) -> None:
    hidden = ["tests/a.py", "vendor/a.py", "node_modules/a.py", ".hidden/a.py", "--config=evil.py", "-e.py", "@ev il](x).py", "big.py"]
    files = {RepoPath(name): b"old(1)  # nosemgrep\n" for name in hidden}
    files[RepoPath("big.py")] = b"# x\n" * 400_000 + b"old(1)\n"
    files |= {RepoPath(name): b"*\n" for name in (".semgrepignore", ".gitignore", ".semgrep.yml")}

    report = engine.match(PACKS, files)

    assert {match.location.path.text for match in report.matches} == set(hidden)


def test_runs_nothing_that_the_tree_brings(engine: PatternEngine, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    files = {
        RepoPath("HEAD"): b"ref: refs/heads/main\n",
        RepoPath(
            "config"
        ): f"[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = touch {canary}\n".encode(),
        RepoPath("objects/x"): b"",
        RepoPath("refs/x"): b"",
        RepoPath("sitecustomize.py"): f"open({str(canary)!r}, 'w')\nold(1)\n".encode(),
        RepoPath("semgrep/__init__.py"): f"open({str(canary)!r}, 'w')\n".encode(),
        RepoPath("pysemgrep"): f"#!/bin/sh\ntouch {canary}\n".encode(),
    }

    report = engine.match(PACKS, files)

    assert [match.location.path.text for match in report.matches] == ["sitecustomize.py"]
    assert not canary.exists()


def test_names_what_it_could_not_read_and_scans_the_rest(engine: PatternEngine) -> None:
    files = {
        RepoPath("wide.py"): "old(1)\n".encode("utf-16"),
        RepoPath("returns.py"): b"# harmless\rold(1)\n",
        RepoPath("broken.py"): b"old(1)\ndef f(:\n  x = = 2\nold(2)\n",
        RepoPath("d/" * 150 + "deep.py"): b"old(1)\n",
        RepoPath("good.py"): codecs.BOM_UTF8 + b"old(1)\n",
    }

    report = engine.match(PACKS, files)

    whys = {gap.path.rpartition("/")[2]: gap.why for gap in report.not_analysed}
    assert whys.keys() == {"wide.py", "returns.py", "broken.py", "deep.py"}
    assert whys["broken.py"] == "parts of it could not be parsed"
    assert {path.text for path in report.scanned} == {"good.py"}
    assert Location(RepoPath("good.py"), Span(1, 1)) in {match.location for match in report.matches}


def test_both_fronts_agree(sandbox: Sandbox, engines: Engines) -> None:
    files = {
        RepoPath("app/a.py"): b"import os\nos.system(input())\n",
        RepoPath("b.py"): 'x = "é"; old(1)\nold(\n  2,\n)\nold(3)  # nosem\n'.encode(),
        RepoPath("tests/c.js"): b"eval(x)\n",
    }
    native = PatternEngine(sandbox, engines)
    classic = PatternEngine(sandbox, engines, fronts=native.fronts[1:])

    fast, slow = native.match(PACKS, files), classic.match(PACKS, files)

    assert {replace(match, origin=None) for match in fast.matches} == set(slow.matches)
    assert (fast.scanned, fast.not_analysed) == (slow.scanned, slow.not_analysed)


def test_falls_back_to_the_classic_front_and_says_so(sandbox: Sandbox, engines: Engines, caplog: pytest.LogCaptureFixture) -> None:
    core, classic = PatternEngine(sandbox, engines).fronts

    report = PatternEngine(
        sandbox,
        engines,
        fronts=(lambda engines: replace(core(engines), command=("/opt/engine/semgrep/semgrep-core", "-nonsense")), classic),
    ).match(PACKS, {RepoPath("b.py"): b"old(1)\n"})

    assert [match.rule_id for match in report.matches] == ["old-call"]
    assert "native front failed" in caplog.text


def test_a_rule_that_the_engine_cannot_read_fails_the_run(sandbox: Sandbox, engines: Engines) -> None:
    broken = _pack("broken", "rules: [{id: bad, languages: [python], severity: LOW, message: m, pattern: 'foo($X'}]", "bad")
    native = PatternEngine(sandbox, engines, fronts=PatternEngine(sandbox, engines).fronts[:1])

    with pytest.raises(ToolFailed, match="Rule parse error"):
        native.match([broken], {RepoPath("b.py"): b"old(1)\n"})


def test_rules_for_languages_that_are_not_there_are_not_read(engine: PatternEngine) -> None:
    broken = replace(SCRIPT, name="broken", yaml=SCRIPT.yaml.replace(b"eval(...)", b"eval(("))

    report = engine.match((FIXED, broken), {RepoPath("a.py"): b"old(1)\n"})

    assert [match.rule_id for match in report.matches] == ["old-call"]


def test_singles_out_the_file_that_breaks_a_batch(sandbox: Sandbox, engines: Engines) -> None:
    # A stand-in for the engine: it dies when it is given poison.py, and otherwise reports every file as scanned.
    script = (
        "import json, os, sys\n"
        "names = ['./' + name for name in sorted(os.listdir('.'))]\n"
        "os._exit(139) if './poison.py' in names else None\n"
        "print(json.dumps({'results': [], 'errors': [], 'paths': {'scanned': names}}))"
    )
    core = PatternEngine(sandbox, engines).fronts[0]
    stub = PatternEngine(
        sandbox,
        engines,
        fronts=(
            lambda engines: replace(
                core(engines),
                command=(engines.python.executable, "-I", "-S", "-c", script),
                mounts=engines.python.mounts,
                environment=(),
            ),
        ),
    )
    files = {RepoPath(f"f{number}.py"): b"" for number in range(11)} | {RepoPath("poison.py"): b""}

    report = stub.match(PACKS, files)

    assert [(gap.path, gap.why) for gap in report.not_analysed] == [("poison.py", "the pattern engine gave no answer: it crashed")]
    assert len(report.scanned) == 11


def test_an_engine_without_time_left_is_ended_and_says_which_files_are_late(sandbox: Sandbox, engines: Engines) -> None:
    files = {RepoPath("a.py"): b"eval(x)\n", RepoPath("b.py"): b"eval(y)\n"}

    report = PatternEngine(sandbox, engines, patience=0.02).match(PACKS, files)

    assert (report.scanned, report.late) == (frozenset(), frozenset(files))
    assert {gap.path for gap in report.not_analysed} == {"a.py", "b.py"}
