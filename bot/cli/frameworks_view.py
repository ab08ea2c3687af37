"""`bartizan rules --framework`: the entries of a framework, each with the rules that look for it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checks.catalogue import Entry
    from checks.core.rule import Rule
    from checks.frameworks.table import Row


def by_framework(asked: str, entries: Sequence[Entry], *, as_json: bool) -> int:
    """Print each entry, also those that no rule looks for. An unknown framework or entry is refused."""
    from bot.cli.present import complain
    from checks.frameworks.table import table

    known = table()
    rows = [row for row in known.rows.values() if asked in {row.framework.slug, row.name}]
    if not rows:
        return complain(f"there is no framework or entry {asked!r}; there are {', '.join(known.frameworks)}")
    covered = [(row, _looking_for(row, entries)) for row in rows]
    if as_json:
        json.dump([_told(row, rules) for row, rules in covered], sys.stdout, indent=2)
        sys.stdout.write("\n")
        return 0
    for row, rules in covered:
        sys.stdout.write(f"{row.framework.title} {row.framework.edition}, {row.id}: {row.title} ({len(rules) or 'no'} rules)\n")
        sys.stdout.writelines(f"  {rule.id:<53} {rule.severity!s:<9} {rule.cwe:<9} {rule.title}\n" for rule in rules)
    return 0


def _looking_for(row: Row, entries: Sequence[Entry]) -> list[Rule]:
    from checks.frameworks.mapping import names_of
    from checks.frameworks.table import WEAKNESSES

    if row.framework.slug == WEAKNESSES:
        return [entry.rule for entry in entries if entry.rule.cwe == row.id]
    return [entry.rule for entry in entries if row.name in names_of(entry.rule)]


def _told(row: Row, rules: Sequence[Rule]) -> dict[str, object]:
    its = {"framework": row.framework.slug, "edition": row.framework.edition, "id": row.id, "title": row.title, "address": row.address}
    return {**its, "rules": [rule.id for rule in rules]}
