"""Whether an advisory holds for a version: OSV's evaluation, free of any store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.advisories.versions.errors import BadVersion
from bot.advisories.versions.orders import canonical, key

if TYPE_CHECKING:
    from bot.advisories.record import Affected, Range, Record


def holds(record: Record, version: str) -> bool:
    """Whether any of the record's entries (all of one package) names the version. A withdrawn record holds for nothing."""
    return not record.withdrawn and any(names(entry, version) for entry in record.affected)


def names(entry: Affected, version: str) -> bool:
    """Listed or within a range. A version its ecosystem cannot order is only looked up in the list."""
    base = entry.ecosystem.partition(":")[0]
    if entry.versions and canonical(base, version) in entry.versions:
        return True
    try:
        return any(within(each, base, version) for each in entry.ranges)
    except BadVersion:
        return False


def within(span: Range, ecosystem: str, version: str) -> bool:
    """Whether the last event at or before the version says affected. Raises `BadVersion`."""
    mine = key(ecosystem, version)
    limits = [text for name, text in span.events if name == "limit"]
    if limits and not any(text == "*" or mine < key(ecosystem, text) for text in limits):
        return False
    affected = False
    for name, text in span.events:
        if name == "introduced" and (text == "0" or mine >= key(ecosystem, text)):
            affected = True
        elif (name == "fixed" and mine >= key(ecosystem, text)) or (name == "last_affected" and mine > key(ecosystem, text)):
            affected = False
    return affected
