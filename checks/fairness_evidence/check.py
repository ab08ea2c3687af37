"""Finds programs that teach a model to judge people, in repositories that measure it for no group of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.core.scene import Unreadable
from checks.fairness_evidence import rules
from checks.fairness_evidence.people import judged
from checks.lifecycle.programs import PROGRAMS, aside, line_of, trains
from checks.lifecycle.safeguard import Safeguard, holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Scene

EVIDENCE = Safeguard(
    re.compile(r"(?:^|[/_.-])(?:fairness|bias|disparity|sliced?_metrics?|metrics?_by_group)(?:$|[/_.-])", re.IGNORECASE),
    re.compile(
        rb"fairlearn|aif360|MetricFrame|demographic_parity|equali[sz]ed_odds|equal_opportunity|disparate_impact|SlicingSpec|slicing_specs"
        rb"|fairness[-_]indicators|what[-_]if[-_]tool|responsibleai|raiwidgets|aequitas|themis[-_]ml|statistical_parity|lime_fairness"
    ),
)
_SHOWN = 4


def applies_to(path: RepoPath) -> bool:
    """Programs in Python."""
    return path.suffix in PROGRAMS


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """One finding at most, on the line that teaches the model. Raises `Unreadable`."""
    programs = ((path, scene.head.read(path) or b"") for path in scene.scope if applies_to(path) and not aside(path))
    taught = ((path, raw, place) for path, raw in programs if (place := trains(raw)))
    found = next(((*each, columns) for each in taught if (columns := judged(each[1].decode("utf-8", "replace")))), None)
    if found is None:
        return
    path, raw, place, columns = found
    try:
        if holds(scene.head, EVIDENCE, scene.scope):
            return
    except Unreadable as reason:
        yield NotAnalysed(path.text, f"whether fairness is measured cannot be told: {reason}", expected=False)
        return
    line = line_of(raw, place)
    excerpt = raw.decode("utf-8", "replace").split("\n")[line - 1].rstrip("\r")
    named = ", ".join(f"`{column}`" for column in columns[:_SHOWN])
    message = f"A model learns here to judge people ({named}), and nothing in the repository measures it for each group of them."
    yield Finding(rules.MISSING, Location(path, Span(line, line)), message, excerpt)


CHECK = Check("fairness-evidence", rules.ALL, applies_to, inspect)
