"""What loading rules costs: for each language a file of one line with all of its rules and with one, interleaved.

    python -m tests.bench.rule_load [RUNS]

Rules are split by language, so a change pays for the languages that it touches.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.sandbox.engines import find_engines
from bot.sandbox.probe import open_sandbox
from bot.sandbox.semgrep_batches import PatternEngine
from checks.core import RepoPath
from checks.registry import load

if TYPE_CHECKING:
    from checks.core.pattern import RulePack

ENGINES = Path(__file__).parents[2] / ".venv-engines"
LINES = {".py": b"x = 1\n", ".js": b"x = 1;\n", ".go": b"package a\n", ".java": b"class A {}\n", ".php": b"<?php $x = 1;\n"}
LINES |= {".rb": b"x = 1\n", ".cs": b"class A {}\n", ".kt": b"val x = 1\n", ".sh": b"x=1\n"}


def _seconds(engine: PatternEngine, packs: list[RulePack], path: RepoPath, content: bytes) -> float:
    begun = time.perf_counter()
    report = engine.match(packs, {path: content})
    if path not in report.scanned:
        raise SystemExit(f"{path} was not scanned: the comparison would be of failures")
    return time.perf_counter() - begun


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    engines = find_engines(ENGINES)
    engine = PatternEngine(open_sandbox(engines), engines)
    everything = [pack for check in load() for pack in check.packs]
    for suffix, content in LINES.items():
        packs = [pack for pack in everything if suffix in pack.suffixes]
        few = [min(packs, key=lambda pack: len(pack.rules))]
        more = sum(len(pack.rules) for pack in packs) - len(few[0].rules)
        # Another name each time: the engine's answers are kept by content.
        times: dict[str, list[float]] = {"all": [], "few": []}
        for run in range(runs):
            path = RepoPath(f"a{run}{suffix}")
            times["all"].append(_seconds(engine, packs, path, content))
            times["few"].append(_seconds(engine, [replace(each) for each in few], path, content))
        every, least = (statistics.median(times[name]) * 1000 for name in ("all", "few"))
        count, each = more + len(few[0].rules), (every - least) / more * 100
        print(f"{suffix:<6} {count:4d} rules {every:7.0f} ms, one pack {least:6.0f} ms: {each:6.0f} ms per 100 rules")


if __name__ == "__main__":
    main()
