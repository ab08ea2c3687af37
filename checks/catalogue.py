"""All rules there are, with their languages: for the command line, the page in `docs`, and the report on the examples."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checks.frameworks.mapping import best_known
from checks.registry import load
from checks.semgrep.rule_file import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checks.core.contract import Check
    from checks.core.rule import Rule

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"
_NAMES = {"csharp": "C#", "javascript": "JavaScript", "typescript": "TypeScript", "php": "PHP", "yaml": "YAML", "json": "JSON"}
_OPENING = """\
# Rules

Every rule there is, by the check that holds it; `bartizan explain ID` shows a check's own page, `bartizan rules` this list.
Severity and confidence are those of the usual case: a finding may be told as less, where its context says so. The last column has the entry
of one framework; `bartizan explain ID` shows them all, and `bartizan rules --framework pci-dss-4.0` the rules by the entries of one.

This page is written by `make rules`; a test sees to it that it is current.
"""
_HEAD = "| rule | what | severity | confidence | CWE | languages | framework |\n|---|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule, its check's id, and the languages it is written for; none for a check that reads files in another way."""

    check: str
    rule: Rule
    languages: tuple[str, ...]


def catalogue(checks: Sequence[Check]) -> Iterator[Entry]:
    """The rules of these checks, in their order."""
    for check in checks:
        spoken = {rule.id: pack.suffixes for pack in check.packs for rule in pack.rules}
        for rule in sorted(check.rules, key=lambda each: each.id):
            yield Entry(check.id, rule, languages(spoken.get(rule.id, frozenset())))


def languages(suffixes: frozenset[str]) -> tuple[str, ...]:
    """What people call the languages with these file endings."""
    return tuple(_NAMES.get(name, name.capitalize()) for name, endings in SUFFIXES.items() if endings <= suffixes)


def page(checks: Sequence[Check]) -> str:
    """The catalogue as Markdown."""
    entries = list(catalogue(checks))
    parts = [_OPENING]
    for check in checks:
        own = [entry for entry in entries if entry.check == check.id]
        rows = "\n".join(_row(entry) for entry in own)
        link = f"../checks/{check.id.replace('-', '_')}/README.md"
        parts.append(f"## [{check.id}]({link})\n\n{_HEAD}\n{rows}\n")
    return "\n".join(parts)


def _row(entry: Entry) -> str:
    rule = entry.rule
    best = best_known(rule)
    weights = str(rule.severity), str(rule.confidence), rule.cwe
    cells = (f"`{rule.id}`", rule.title, *weights, ", ".join(entry.languages) or "-", best.name if best else "-")
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(load()), "utf-8")
    sys.stdout.write(f"written: {PAGE}\n")
