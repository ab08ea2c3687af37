"""Prints, per rule, its languages, its weakness, and how many findings its examples expect; and sums by language and defect."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from checks.catalogue import catalogue
from checks.registry import load

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Everything is counted from the folders of `checks/`."""
    checks = load()
    expected: Counter[str] = Counter()
    doubted: Counter[str] = Counter()
    innocent: Counter[str] = Counter()
    for check in checks:
        for case in (ROOT / "checks" / check.id.replace("-", "_") / "examples").glob("*/findings.txt"):
            lines = case.read_text().splitlines()
            innocent[check.id] += not lines
            for line in lines:
                (doubted if line.endswith(" in doubt") else expected)[line.split()[1]] += 1
    rules_of: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in catalogue(checks):
        rule, spoken = entry.rule, ", ".join(entry.languages) or "files"
        found = f"{expected[rule.id]:>3} found {doubted[rule.id]:>3} in doubt {innocent[entry.check]:>3} innocent cases"
        sys.stdout.write(f"{rule.id:<55} {rule.cwe:<9} {found}  {spoken}\n")
        for language in entry.languages or ("files",):
            rules_of[language][entry.check] += 1
    for language, counts in sorted(rules_of.items()):
        sys.stdout.write(f"\n{language}: {sum(counts.values())} rules in {len(counts)} checks\n")


if __name__ == "__main__":
    main()
