"""Finds training jobs and notebooks that others can reach, or that may do more than train."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.documents.nodes import NotRead, documents
from checks.documents.reading import settings
from checks.lifecycle.programs import aside
from checks.training_compute import rules, specifications, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.rule import Rule
    from checks.core.scene import Scene

_SPECIFICATIONS = frozenset({".yml", ".yaml", ".json"})
_PROGRAMS = frozenset({".py", ".ipynb"})
_SCRIPTS = frozenset({".sh", ".bash", ".dockerfile"})
_TEMPLATE = re.compile(rb"\{\{|\{%")
_WORD = 80
_SAID = {
    rules.PUBLIC: "This opens the machine to networks outside of its own (`{}`): training data and weights are on it.",
    rules.SHELL: "Whoever may look at the job gets a shell in it, with its data and its rights (`{}`).",
    rules.ROLE: "The job runs with the rights of an administrator (`{}`): so does every package that it installs.",
    rules.NOTEBOOK: "The notebook server is started with {}: whoever reaches its port runs code on the machine.",
    rules.ISOLATION: "The job may reach the network (`{}`): what it installs or loads can send its data out.",
    rules.UNENCRYPTED: "What the machines of this job tell each other is not encrypted (`{}`).",
}


def applies_to(path: RepoPath) -> bool:
    """Specifications of jobs, and what starts jobs and notebooks."""
    name = path.name.lower()
    return path.suffix in _SPECIFICATIONS | _PROGRAMS | _SCRIPTS or name.startswith(("dockerfile", "containerfile"))


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """Everything that is too much. Raises `Unreadable`."""
    for path in scene.scope:
        raw = (scene.head.read(path) or b"") if applies_to(path) else b""
        if not raw.strip():
            continue
        lines = raw.decode("utf-8", "replace").split("\n")
        try:
            seen = [*_seen(path, raw), *_said(path, "\n".join(lines))]
        except NotRead as reason:
            template = _TEMPLATE.search(raw) is not None
            why = "a template: what it asks for is known when it is rendered" if template else str(reason)
            yield NotAnalysed(path.text, why, expected=not template)
            continue
        yield from (_finding(path, lines, sight) for sight in dict.fromkeys(seen))


def _seen(path: RepoPath, raw: bytes) -> Iterator[tuple[Rule, int, str]]:
    """Raises `NotRead`."""
    if path.suffix in _SPECIFICATIONS and specifications.worth_reading(raw):
        for document in [settings(path, raw)] if path.suffix == ".json" else documents(raw):
            yield from specifications.sights(document)


def _said(path: RepoPath, text: str) -> Iterator[tuple[Rule, int, str]]:
    """What tests of programs hold is not started."""
    program = path.suffix in _PROGRAMS
    return iter(()) if program and aside(path) else statements.sights(text, program=program)


def _finding(path: RepoPath, lines: list[str], sight: tuple[Rule, int, str]) -> Finding:
    rule, number, words = sight
    line = min(number, len(lines))
    message = _SAID[rule].format(words.replace("`", "'")[:_WORD])
    return Finding(rule, Location(path, Span(line, line)), message, lines[line - 1].rstrip("\r"))


CHECK = Check("training-compute", rules.ALL, applies_to, inspect)
