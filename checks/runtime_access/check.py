"""Finds containers that get more of their host, and accounts that get more of their cluster, than they should."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.documents.nodes import NotRead, documents
from checks.runtime_access import compose, kubernetes, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Scene
    from checks.documents.nodes import Node
    from checks.runtime_access.sight import Sight

_CONCERNS = re.compile(rb"^apiVersion[ \t]*:|^services[ \t]*:", re.MULTILINE)
_TEMPLATE = re.compile(rb"\{\{|\{%")
_WORD = 80


def applies_to(path: RepoPath) -> bool:
    """Any YAML but that of workflows, which other checks read."""
    return path.suffix in {".yml", ".yaml"} and path.folders[:1] != (".github",)


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """What manifests of Kubernetes and files of Compose grant. Raises `Unreadable`."""
    for path in scene.scope:
        raw = (scene.head.read(path) or b"") if applies_to(path) else b""
        if not _CONCERNS.search(raw):
            continue
        try:
            found = documents(raw)
        except NotRead as reason:
            template = _TEMPLATE.search(raw) is not None
            why = "a template: what it grants is known when it is rendered" if template else str(reason)
            yield NotAnalysed(path.text, why, expected=not template)
            continue
        lines = raw.decode("utf-8", "replace").split("\n")
        for sight in (each for document in found for each in _seen(document)):
            yield _finding(path, lines, sight)


def _seen(document: Node) -> Iterator[Sight]:
    if kubernetes.manifest(document):
        yield from kubernetes.sights(document)
    elif compose.project(document):
        yield from compose.sights(document)


def _finding(path: RepoPath, lines: list[str], sight: Sight) -> Finding:
    line = min(sight.line, len(lines))
    words = [word.replace("`", "'")[:_WORD] for word in sight.words]
    message = rules.SAID[sight.rule].format(*words)
    return Finding(sight.rule, Location(path, Span(line, line)), message, lines[line - 1].rstrip("\r"), severity_here=sight.severity)


CHECK = Check("runtime-access", rules.ALL, applies_to, inspect)
