"""Frameworks in SARIF: a taxonomy for each that the rules belong to, and the rules' relationships with its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checks.frameworks.mapping import names_of
from checks.frameworks.table import WEAKNESSES, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.core.rule import Rule
    from checks.frameworks.table import Row

# Viewers show few tags: these frameworks are what developers know; all of them stand among the taxonomies.
_AS_TAGS = ("owasp-", "mitre-")
_MOST = 10


def tags(rule: Rule) -> list[str]:
    """What viewers filter by."""
    known = [name for name in names_of(rule) if name.startswith(_AS_TAGS)]
    return ["security", *([f"external/cwe/{rule.cwe.lower()}"] if rule.cwe else []), *known][:_MOST]


def relationships(rule: Rule) -> list[dict[str, Any]]:
    """The rule's place in each taxonomy."""
    return [{"target": {"id": row.id, "toolComponent": {"name": row.framework.slug}}, "kinds": ["relevant"]} for row in _rows(rule)]


def taxonomies(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """The frameworks of these rules, each with those of its entries that they belong to."""
    rows = dict.fromkeys(row for rule in rules for row in _rows(rule))
    frameworks = dict.fromkeys(row.framework for row in rows)
    return [
        {
            "name": framework.slug,
            "version": framework.edition,
            "fullName": f"{framework.title} {framework.edition}",
            "taxa": [_taxon(row) for row in rows if row.framework == framework],
        }
        for framework in frameworks
    ]


def _taxon(row: Row) -> dict[str, Any]:
    return {"id": row.id, "shortDescription": {"text": row.title}, "helpUri": row.address}


def _rows(rule: Rule) -> list[Row]:
    """Those that the table holds: a tool of the operator's may name others."""
    rows = table().rows
    return [rows[name] for name in (f"{WEAKNESSES}:{rule.cwe}", *names_of(rule)) if name in rows]
