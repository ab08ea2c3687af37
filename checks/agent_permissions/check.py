"""Finds agents and editors that may do too much without asking, are sent elsewhere, or run by themselves what nobody has looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.agent_files.kinds import configures, instructs
from checks.agent_permissions import approvals, commands, rules, scripts
from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.documents.nodes import Node, NotRead, documents
from checks.documents.reading import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.agent_permissions.rules import Sight
    from checks.core.change import Change
    from checks.core.place import RepoPath
    from checks.core.scene import Scene

# No hook and no skill has a longer script; reading one takes up to some seconds.
MAX_SCRIPT = 200_000
_WORD = 80


def applies_to(path: RepoPath) -> bool:
    """Settings of agents and editors, the front matter of their instructions, and the scripts that agents run by themselves."""
    return configures(path) or instructs(path) or scripts.applies_to(path)


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """Everything that is allowed, sent or run. Raises `Unreadable`."""
    for path in scene.scope:
        raw = (scene.head.read(path) or b"") if applies_to(path) else b""
        if not raw.strip():
            continue
        text = raw.decode("utf-8", "replace")
        lines = text.split("\n")
        try:
            seen = [*_seen(path, raw, text)]
        except NotRead as reason:
            yield NotAnalysed(path.text, str(reason))
            continue
        for sight in {(sight.rule, sight.line): sight for sight in reversed(seen)}.values():
            yield _finding(scene.change, path, lines, sight)


def _seen(path: RepoPath, raw: bytes, text: str) -> Iterator[Sight]:
    """Raises `NotRead`."""
    if configures(path):
        document = settings(path, raw)
        yield from approvals.sights(document)
        yield from commands.sights(document)
        if path.name.lower().endswith("devcontainer.json"):
            yield from commands.container(document)
    elif instructs(path) and text.startswith("---"):
        document = _front_matter(text)
        yield from approvals.sights(document)
        yield from commands.sights(document)
    elif scripts.applies_to(path):
        if len(raw) > MAX_SCRIPT:
            raise NotRead(f"it is larger than {MAX_SCRIPT:,} bytes")
        yield from scripts.sights(text)


def _front_matter(text: str) -> Node:
    """What a page of instructions sets for itself; what is no YAML sets nothing."""
    # The first line is kept empty, so that lines keep their numbers.
    head = text.partition("\n")[2].partition("\n---")[0]
    try:
        return next(iter(documents(f"\n{head}\n".encode("utf-8", "replace"))), Node(1))
    except NotRead:
        return Node(1)


def _finding(change: Change, path: RepoPath, lines: list[str], sight: Sight) -> Finding:
    parts = (min(line, len(lines)) for line in (sight.line, *sight.also))
    # An old line may do harm only with a new one: it is told of that.
    line = next((part for part in parts if change.introduces(Location(path, Span(part, part)))), min(sight.line, len(lines)))
    words = [word.replace("`", "'").replace("\n", " ")[:_WORD] for word in sight.words]
    message = rules.SAID[sight.rule].format(*words)
    return Finding(sight.rule, Location(path, Span(line, line)), message, lines[line - 1].rstrip("\r"), severity_here=sight.severity)


CHECK = Check("agent-permissions", rules.ALL, applies_to, inspect)
