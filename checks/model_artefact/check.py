"""Finds model files that run code when they are loaded, or that hide from whoever looks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location
from checks.core.scene import ToolFailed
from checks.engine.engine_check import unseen
from checks.model_artefact.names import applies_to, concerns, is_modeling_code, is_weights
from checks.model_artefact.observation import Observation, shown
from checks.model_artefact.reasons import GAPS, REASONS
from checks.model_artefact.rules import REMOTE, RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.core.place import RepoPath
    from checks.core.scan import Sighting
    from checks.core.scene import Scene

ENGINE = "model-files"
_MOST_REASONS = 3
_ESCAPED = re.compile(r"[A-Za-z0-9_.<>/@+ \\{}…-]*")


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """One finding for each file, of its worst reason. Raises `ToolFailed`, `Unreadable`."""
    asked = [path for path in scene.scope if applies_to(path) and concerns(path, scene.head.read(path) or b"")]
    yield from _beside_weights(scene)
    report = scene.tools.scan(ENGINE, asked)
    yield from unseen(report, asked, ENGINE)
    by_file: dict[RepoPath, list[Observation]] = {}
    for sighting in report.sightings:
        by_file.setdefault(sighting.location.path, []).append(_believed(sighting))
    for path, observations in by_file.items():
        yield from (NotAnalysed(path.text, GAPS[each.code]) for each in observations if each.code in GAPS)
        if any(each.code in REASONS for each in observations):
            yield finding(path, observations)


def _beside_weights(scene: Scene) -> Iterator[Finding]:
    """Code that a loader takes from the folder of the weights."""
    changed = [path for path in scene.scope if is_modeling_code(path)]
    folders = {path.folders for path in scene.head.paths() if is_weights(path)} if changed else set()
    for path in changed:
        if path.folders in folders:
            message = "This file stands beside a model's weights, from where loaders that trust remote code run it."
            yield Finding(REMOTE, Location(path), message, "beside weights")


def finding(path: RepoPath, observations: Iterable[Observation]) -> Finding:
    """The file's finding: the worst reasons first, and how many more there are."""
    weighed = sorted({each for each in observations if each.code in REASONS}, key=_weight)
    worst = REASONS[weighed[0].code]
    # That it is a pickle says nothing beside what the pickle does.
    told = [each for each in weighed if each.code != "pickle-format"] or weighed
    words = "; ".join(REASONS[each.code].words.format(each.subject) for each in told[:_MOST_REASONS])
    more = f"; and {len(told) - _MOST_REASONS} more reasons" if len(told) > _MOST_REASONS else ""
    subjects = " ".join(sorted(f"{each.code}:{each.subject}" for each in told[:_MOST_REASONS]))
    return Finding(worst.rule, Location(path), f"In this model file: {words}{more}.", subjects, severity_here=worst.severity)


def _weight(observation: Observation) -> tuple[int, int, str, str]:
    reason = REASONS[observation.code]
    return (-reason.severity, list(REASONS).index(observation.code), observation.code, observation.subject)


def _believed(sighting: Sighting) -> Observation:
    """The readers ran on hostile bytes: only known codes, and subjects that were escaped as ours are."""
    known = sighting.rule in REASONS or sighting.rule in GAPS
    if not known or not _ESCAPED.fullmatch(sighting.message) or len(sighting.message) > 2 * len(shown("x" * 100)):
        raise ToolFailed("the readers of model files answered with something other than what they were asked for")
    return Observation(sighting.rule, sighting.message)


CHECK = Check("model-artefact", RULES, applies_to, inspect, engine=ENGINE)
