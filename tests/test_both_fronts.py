"""semgrep's native core, which is what runs, answers as its supported front does: every rule over every example."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.git.folder_tree import folder_tree
from bot.sandbox.engines import find_engines
from bot.sandbox.probe import open_sandbox
from bot.sandbox.semgrep_batches import PatternEngine
from checks.core import RepoPath
from checks.registry import load

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PACKS = [pack for check in load() for pack in check.packs]
SUFFIXES = frozenset().union(*(pack.suffixes for pack in PACKS))


def examples() -> Iterator[tuple[RepoPath, bytes]]:
    """Each version of each file that a rule may concern, under a name of its own."""
    for number, side in enumerate(sorted((ROOT / "checks").glob("*/examples/*/*/"))):
        tree = folder_tree(side)
        for path in tree.paths():
            if path.suffix in SUFFIXES:
                yield RepoPath(f"{number}/{path}"), tree.read(path) or b""


def test_both_fronts_find_the_same_with_every_rule_in_every_example() -> None:
    engines, files = find_engines(ROOT / ".venv-engines"), dict(examples())
    native = PatternEngine(open_sandbox(engines), engines)
    classic = PatternEngine(native.sandbox, engines, fronts=native.fronts[1:])

    fast, slow = native.match(PACKS, files), classic.match(PACKS, files)

    # Only the core tells where tainted data comes in.
    assert Counter(replace(match, origin=None) for match in fast.matches) == Counter(slow.matches)
    assert (fast.scanned, fast.not_analysed) == (slow.scanned, slow.not_analysed)
    assert {match.rule_id for match in fast.matches} == {rule.id for pack in PACKS for rule in pack.rules}
