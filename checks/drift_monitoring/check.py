"""Finds servers of models that nothing watches, or whose monitor a change takes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.core.scene import Unreadable
from checks.drift_monitoring import rules
from checks.lifecycle.loss import lost
from checks.lifecycle.programs import PROGRAMS, aside, line_of, serves
from checks.lifecycle.safeguard import Safeguard, holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Scene

_TOOLS = (
    rb"evidently|whylogs|whylabs|nannyml|alibi[-_]detect|deepchecks|prometheus|opentelemetry|openinference|arize|phoenix|langfuse|langsmith"
    rb"|fiddler|ddtrace|datadog|newrelic|statsd|sentry[-_]sdk|aporia|seldon[-_]core|DataCaptureConfig|ModelMonitor|ModelMonitoring|logfire"
    rb"|traceloop|openllmetry|helicone|mlflow\.tracing"
)
_NAMERS = PROGRAMS | {".txt", ".in", ".toml", ".cfg", ".yml", ".yaml"}
MONITOR = Safeguard(
    re.compile(r"(?:^|[/_.-])(?:drift|monitoring|monitors?|observability|telemetry)(?:$|[/_.-])", re.IGNORECASE),
    re.compile(rb"(?<![A-Za-z])(?:" + _TOOLS + rb")(?![a-z])"),
)


def applies_to(path: RepoPath) -> bool:
    """Programs in Python."""
    return path.suffix in PROGRAMS


def _may_name(path: RepoPath) -> bool:
    return path.suffix in _NAMERS


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """One finding at most, on the line where a server asks its model. Raises `Unreadable`."""
    servers = ((path, scene.head.read(path) or b"") for path in scene.scope if applies_to(path) and not aside(path))
    served = next(((path, raw, place) for path, raw in servers if (place := serves(raw))), None)
    if served is None:
        return
    path, raw, place = served
    try:
        if holds(scene.head, MONITOR, scene.scope):
            return
        before = lost(scene, MONITOR.text, _may_name)
    except Unreadable as reason:
        yield NotAnalysed(path.text, f"whether the model is watched cannot be told: {reason}", expected=False)
        return
    line = line_of(raw, place)
    excerpt = raw.decode("utf-8", "replace").split("\n")[line - 1].rstrip("\r")
    rule = rules.REMOVED if before else rules.MISSING
    words = f"the monitor that `{before.text}` named is taken out, and nothing" if before else "nothing in the repository"
    message = f"A server asks a model here, and {words} watches its inputs and answers for drift, errors and misuse."
    # A server that was there before is the change's doing as well, when the change touches it and takes its monitor away.
    where = Location(path, Span(line, line)) if not before else Location(path)
    yield Finding(rule, where, message, excerpt)


CHECK = Check("drift-monitoring", rules.ALL, applies_to, inspect)
