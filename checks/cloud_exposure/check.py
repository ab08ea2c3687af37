"""Finds resources of a cloud that are described so that strangers reach them, or roles so that they may do anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.cloud_exposure import rules
from checks.cloud_exposure.networks import networks
from checks.cloud_exposure.policies import policies
from checks.cloud_exposure.resources import concerns, may_describe, resources
from checks.cloud_exposure.settings import settings
from checks.cloud_exposure.special import special
from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.documents.nodes import NotRead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.cloud_exposure.sight import Sight
    from checks.core.place import RepoPath
    from checks.core.scene import Scene

_TEMPLATE = re.compile(rb"\{\{(?!resolve:)|\{%|<%")
_WORD = 80


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """What Terraform's files and CloudFormation's stacks describe. Raises `Unreadable`."""
    for path in scene.scope:
        raw = (scene.head.read(path) or b"") if may_describe(path) else b""
        if not concerns(path, raw):
            continue
        try:
            sights = [
                sight for resource in resources(path, raw) for look in (settings, networks, policies, special) for sight in look(resource)
            ]
        except NotRead as reason:
            template = _TEMPLATE.search(raw) is not None
            why = "a template: what it describes is known when it is rendered" if template else str(reason)
            yield NotAnalysed(path.text, why, expected=not template)
            continue
        lines = raw.decode("utf-8", "replace").split("\n")
        yield from (_finding(path, lines, sight) for sight in sights)


def _finding(path: RepoPath, lines: list[str], sight: Sight) -> Finding:
    line = min(sight.line, len(lines))
    words = [word.replace("`", "'")[:_WORD] for word in sight.words]
    message = rules.SAID[sight.rule].format(*words)
    return Finding(sight.rule, Location(path, Span(line, line)), message, lines[line - 1].rstrip("\r"), severity_here=sight.severity)


CHECK = Check("cloud-exposure", rules.ALL, may_describe, inspect)
