"""Finds data of persons in tables that a change adds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.core.severity import Confidence
from checks.personal_data import rules
from checks.personal_data.tables import MAX_LINE, MAX_LINES, reader
from checks.personal_data.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Scene

_INVENTED = re.compile(r"(?:^|/)(?:tests?|fixtures?|test_?data|mocks?|samples?|examples?|seeds?|synthetic)(?:/|$|[_.-])", re.IGNORECASE)
# Names of columns are text of the change: they are shown as code, cut, and only so many.
_SHOWN, _WORD = 8, 40


def applies_to(path: RepoPath) -> bool:
    """Tables, lines of JSON, statements of SQL and notebooks."""
    return reader(path) is not None


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """One finding for each file, with counts and columns, never a value. Raises `Unreadable`."""
    for path in scene.scope:
        read = reader(path)
        if read is None:
            continue
        lines = (scene.head.read(path) or b"").decode("utf-8", "replace").split("\n")
        if len(lines) > MAX_LINES:
            yield NotAnalysed(path.text, f"lines after the first {MAX_LINES:,} are not looked at for data of persons")
        file = scene.change.file(path)
        added = file.added if file else None
        tally = Tally()
        for cell in read([line.rstrip("\r")[:MAX_LINE] for line in lines[:MAX_LINES]]):
            if added is None or cell.line in added:
                tally.take(cell)
        yield from _told(path, tally)


def _told(path: RepoPath, tally: Tally) -> Iterator[Finding]:
    rule = rules.GRAVE if tally.grave else rules.PERSONS if tally.persons else None
    if rule is None:
        return
    counts = tally.counts
    kinds = ", ".join(f"{count:,} {kind.value}" for kind, count in counts.items())
    named = sorted(name for name in tally.columns if name)[:_SHOWN]
    shown = ", ".join(f"`{re.sub(r'[^ -~]|`', '?', name)[:_WORD]}`" for name in named)
    said = rules.SAID.format(kinds=kinds, columns=f" (in {shown})" if shown else "")
    confidence = Confidence.LOW if _INVENTED.search(path.text) else None
    place = Location(path, Span(tally.first, tally.first))
    excerpt = "data of persons: " + ", ".join(kind.value for kind in counts)
    yield Finding(rule, place, said, excerpt, confidence_here=confidence)


CHECK = Check("personal-data", rules.ALL, applies_to, inspect)
