"""Finds servers of models, experiments and notebooks that answer whoever reaches them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.documents.dockerfile import is_dockerfile
from checks.documents.nodes import NotRead, documents
from checks.model_server import deployments, rules, scripts
from checks.model_server.commands import CONCERNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Scene
    from checks.model_server.sight import Sight

_SCRIPTS = frozenset({".sh", ".bash", ".zsh", ".mk", ".service", ".bat", ".ps1"})
_NAMED = frozenset({"makefile", "procfile", "justfile"})
_TEMPLATE = re.compile(r"\{\{|\{%")


def applies_to(path: RepoPath) -> bool:
    """Scripts, units and recipes, images, YAML but that of workflows, and the settings of TorchServe."""
    if path.suffix in {".yml", ".yaml"}:
        return path.folders[:1] != (".github",)
    return path.suffix in _SCRIPTS | {".properties"} or path.name.lower() in _NAMED or is_dockerfile(path)


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """Every server that the change starts, by what stands around it. Raises `Unreadable`."""
    for path in scene.scope:
        text = (scene.head.read(path) or b"").decode("utf-8", "replace").replace("\r\n", "\n")
        try:
            found = list(_sights(path, text)) if _concerns(path, text) else []
        except NotRead as reason:
            template = _TEMPLATE.search(text) is not None
            why = "a template: what it starts is known when it is rendered" if template else str(reason)
            yield NotAnalysed(path.text, why, expected=not template)
            continue
        lines = text.split("\n")
        yield from (_finding(scene, path, lines, sight) for sight in found)


def _concerns(path: RepoPath, text: str) -> bool:
    return path.suffix == ".properties" or "OLLAMA_" in text or CONCERNS.search(text) is not None


def _sights(path: RepoPath, text: str) -> Iterator[Sight]:
    if path.suffix == ".properties":
        yield from scripts.properties(text)
    elif path.suffix in {".yml", ".yaml"}:
        yield from deployments.sights(documents(text.encode("utf-8", "replace")), text)
    elif is_dockerfile(path):
        yield from scripts.image(text)
    else:
        yield from scripts.script(text)


def _finding(scene: Scene, path: RepoPath, lines: list[str], sight: Sight) -> Finding:
    places = [Location(path, Span(min(span.first, len(lines)), min(span.last, len(lines)))) for span in sight.spans]
    # The command and the port make it together: it is told of the one that is new.
    place = next((each for each in places if scene.change.introduces(each)), places[0])
    span = place.span or Span(1, 1)
    said = rules.SAID[sight.rule].format(sight.subject)
    excerpt = "\n".join(lines[span.first - 1 : span.last])
    return Finding(sight.rule, place, said, excerpt, severity_here=sight.severity, confidence_here=sight.confidence)


CHECK = Check("model-server", rules.ALL, applies_to, inspect)
