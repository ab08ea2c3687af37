"""Finds agents in workflows that strangers can tell what to do, or that nobody can stop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.agent_in_ci import agents, rules, trust
from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.core.severity import Confidence, Severity
from checks.documents.nodes import NotRead, documents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checks.core.change import Change
    from checks.core.place import RepoPath
    from checks.core.rule import Rule
    from checks.core.scene import Scene
    from checks.documents.nodes import Node

# A rule, the words of its sentence, the lines that make it, the telling one first, and how bad it is here.
_Sight = tuple["Rule", tuple[str, ...], "Sequence[int]", Severity | None]


def applies_to(path: RepoPath) -> bool:
    """Workflows of GitHub."""
    return path.folders == (".github", "workflows") and path.suffix in {".yml", ".yaml"}


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """Every agent of every workflow. Raises `Unreadable`."""
    for path in scene.scope:
        raw = (scene.head.read(path) or b"") if applies_to(path) else b""
        if not raw.strip():
            continue
        try:
            found = documents(raw)
        except NotRead as reason:
            yield NotAnalysed(path.text, str(reason))
            continue
        lines = raw.decode("utf-8", "replace").split("\n")
        for document in found[:1]:
            yield from (_finding(scene.change, path, lines, sight) for sight in _seen(document))


def _seen(document: Node) -> Iterator[_Sight]:
    event = trust.strangers(document)
    theirs: set[int] = set()
    answers: dict[int, set[str]] = {}
    for job, step in agents.steps(document):
        for name in answers.get(id(job), ()):
            if re.search(rf"\$\{{\{{[^}}]{{0,200}}\bsteps\.{re.escape(name)}\.outputs\b", step.at("run").text):
                yield rules.OUTPUT, (), [step.line_of("run"), step.at("run").line], None
        if trust.checks_out(step):
            theirs.add(id(job))
        if agents.is_agent(step):
            answers.setdefault(id(job), set()).update(filter(None, [step.at("id").text]))
            yield from _free(step, event)
            if event is not None and not trust.gated(job, step):
                yield from _told(document, job, step, event, theirs=id(job) in theirs)


def _free(step: Node, event: tuple[str, int] | None) -> Iterator[_Sight]:
    for words, line in agents.everybody(step):
        yield rules.ANYBODY, (words,), [line, *([event[1]] if event else [])], None if event else Severity.LOW
    for words, line in dict(agents.unattended(step)).items():
        yield rules.UNATTENDED, (words,), [line, *([event[1]] if event else [])], None if event else Severity.LOW


def _told(document: Node, job: Node, step: Node, event: tuple[str, int], *, theirs: bool) -> Iterator[_Sight]:
    held = trust.held(document, job)
    if held is None:
        return
    rights, grave, place = held
    lines = [*dict.fromkeys(trust.read(document, job, step))]
    here = [step.line_of("uses") if step.at("uses").text else step.line_of("run"), event[1], place]
    asks = agents.asks_for_write_access(step)
    severity = Severity.MEDIUM if asks else Severity.CRITICAL if grave else Severity.HIGH
    if lines:
        yield rules.TEXT, (event[0], rights), [*lines, *here], severity
    if theirs and event[0] in trust.OF_PULL_REQUESTS:
        yield rules.CHECKOUT, (event[0], rights), here, severity


def _finding(change: Change, path: RepoPath, lines: list[str], sight: _Sight) -> Finding:
    rule, words, candidates, severity = sight
    places = [Location(path, Span(line, line)) for line in (min(each, len(lines)) for each in candidates)]
    # Trigger, rights and prompt make it together: it is told of the one that is new.
    place = next((each for each in places if change.introduces(each)), places[0])
    said = rules.SAID[rule].format(*(word.replace("`", "'")[:80] if word.count("`") % 2 else word[:120] for word in words))
    confidence = Confidence.LOW if severity is Severity.LOW else Confidence.MEDIUM if severity is Severity.MEDIUM else None
    line = place.span.first if place.span else 1
    return Finding(rule, place, said, lines[line - 1].rstrip("\r"), severity_here=severity, confidence_here=confidence)


CHECK = Check("agent-in-ci", rules.ALL, applies_to, inspect)
