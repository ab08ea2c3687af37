"""From a rule to the rows of frameworks that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.frameworks.table import WEAKNESSES, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.core.rule import Rule
    from checks.frameworks.table import Row, Table

# The lists that most readers know by heart, the more special one first.
_BEST_KNOWN = ("owasp-llm-2026", "owasp-top10-2021", "owasp-cicd-top10")


class UnknownRow(LookupError):
    """A rule names a row that the table does not hold; the message says which."""


def rows_of(rule: Rule, known: Table | None = None) -> tuple[Row, ...]:
    """Its rows, those that it names first. Raises `UnknownRow`.

    What a rule says itself outweighs what its id tells, that outweighs what its weakness tells, and that what rows imply: a framework
    that has been spoken for is not spoken for again.
    """
    known = known or table()
    found = [known.retired.get(name, name) for name in rule.frameworks]
    for names in (_by_id(rule.id, known), known.weaknesses.get(rule.cwe, ())):
        found += _unspoken(names, found)
    while further := _unspoken((name for each in found for name in known.implies.get(each, ())), found):
        found += further
    unknown = [name for name in found if name not in known.rows]
    if unknown:
        raise UnknownRow(f"{rule.id} names {', '.join(unknown)}, which the table of frameworks does not hold")
    return tuple(known.rows[name] for name in found)


def names_of(rule: Rule) -> tuple[str, ...]:
    """The names of its rows, such as `owasp-top10-2021:A03`. A tool of the operator's may name what we do not know: it is kept."""
    try:
        return tuple(row.name for row in rows_of(rule))
    except UnknownRow:
        return rule.frameworks


def best_known(rule: Rule) -> Row | None:
    """Of its rows the one that stands for them all where there is room for one."""
    rows = [row for name in names_of(rule) if (row := table().rows.get(name))]
    return next((row for slug in _BEST_KNOWN for row in rows if row.framework.slug == slug), None)


def weakness_of(rule: Rule) -> Row | None:
    """Its weakness, where the table has a title for it."""
    return table().rows.get(f"{WEAKNESSES}:{rule.cwe}")


def _by_id(rule_id: str, known: Table) -> Iterable[str]:
    return (name for prefix, names in known.prefixes.items() if rule_id == prefix or rule_id.startswith(f"{prefix}-") for name in names)


def _unspoken(names: Iterable[str], found: list[str]) -> list[str]:
    spoken = {name.partition(":")[0] for name in found}
    return list(dict.fromkeys(name for name in names if name.partition(":")[0] not in spoken))
