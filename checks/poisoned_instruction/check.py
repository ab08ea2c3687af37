"""Finds instructions to agents that take secrets, send them out, hide what is done, or set other instructions aside."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from checks.agent_files.kinds import configures, instructs
from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.core.severity import Confidence
from checks.poisoned_instruction import rules
from checks.poisoned_instruction.demands import Act, read
from checks.poisoned_instruction.passages import passages
from checks.poisoned_instruction.strings import Tangled, serves_tools, strings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checks.core.change import Change
    from checks.core.place import RepoPath
    from checks.core.rule import Rule
    from checks.core.scene import Scene
    from checks.poisoned_instruction.demands import Demand, Reading

# No agent is told as much; it takes a second to read.
MAX_BYTES = 1 << 20
# A program there serves nobody, and its strings are samples more often than orders.
_TESTS = re.compile(r"(?:^|/)(?:tests?|__tests__|specs?|fixtures)/|(?:^|/)test_[^/]*$|[._-](?:test|spec)\.\w+$")
_PROGRAMS = frozenset(
    {".py", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".go", ".java", ".kt", ".rs", ".cs", ".rb", ".php", ".json"}
)


def applies_to(path: RepoPath) -> bool:
    """What agents take for instructions, their settings, and programs that may describe tools to them."""
    return instructs(path) or configures(path) or path.suffix in _PROGRAMS


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """Each passage once. Raises `Unreadable`."""
    for path in scene.scope:
        raw = (scene.head.read(path) or b"") if applies_to(path) else b""
        told = instructs(path)
        if not told and not configures(path) and not serves_tools(raw):
            continue
        if len(raw) > MAX_BYTES:
            yield NotAnalysed(path.text, f"it is larger than {MAX_BYTES:,} bytes")
            continue
        text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")
        try:
            yield from _of_text(scene.change, path, text) if told else _of_program(scene.change, path, text)
        except Tangled as reason:
            yield NotAnalysed(path.text, str(reason))


def _of_text(change: Change, path: RepoPath, text: str) -> Iterator[Finding]:
    lines = text.split("\n")
    for reading, untold in _beside([read(passage) for passage in passages(lines)]):
        if (found := _judged(reading, untold=untold)) is not None:
            first = reading.passage.first
            place = _place(change, path, found[1].line, Span(first, first + len(reading.passage.lines) - 1))
            yield _finding(place, lines, found)


def _of_program(change: Change, path: RepoPath, text: str) -> Iterator[Finding]:
    lines = text.split("\n")
    for string in strings(text, python=path.suffix == ".py"):
        described = [read(passage) for passage in passages(string.text.split("\n"))]
        untold = any(reading.untold for reading in described)
        found = next((each for reading in described if (each := _judged(reading, untold=untold)) is not None), None)
        if found is not None:
            # Line ends written as escapes add lines that the file does not have.
            line = min(string.first + found[1].line - 1, string.first + string.height)
            if _TESTS.search(path.text):
                found = (found[0], found[1], Confidence.LOW)
            place = _place(change, path, line, Span(string.first, string.first + string.height))
            yield _finding(place, lines, found)


def _beside(readings: Sequence[Reading]) -> Iterator[tuple[Reading, bool]]:
    """Each with whether it, or the one before or after it, keeps people in the dark."""
    dark = [False, *(reading.untold for reading in readings), False]
    pairs = [*pairwise(dark)]
    for index, reading in enumerate(readings):
        yield reading, pairs[index][0] or pairs[index][1] or dark[index + 2]


def _judged(reading: Reading, *, untold: bool) -> tuple[Rule, Demand, Confidence] | None:
    """The worst that is said of a passage."""
    demands = sorted(reading.demands, key=lambda each: (not each.strong, each.act is not Act.SEND))
    serious = [each for each in demands if each.strong]
    sent = next((each for each in demands if each.act is Act.SEND), None)
    graver = next((each for each in serious if each.act in {Act.SEND, Act.RUN, Act.OVERRIDE}), None)
    if reading.passage.hidden and serious:
        return rules.HIDDEN, serious[0], Confidence.HIGH
    if untold and demands and (serious or sent):
        return rules.CONCEALED, (serious or demands)[0], Confidence.HIGH if serious else Confidence.MEDIUM
    if graver and reading.unshown:
        return rules.CONCEALED, graver, Confidence.MEDIUM
    if sent:
        return rules.EXFILTRATION, sent, Confidence.MEDIUM if sent.strong else Confidence.LOW
    override = next((each for each in serious if each.act is Act.OVERRIDE), None)
    return (rules.OVERRIDE, override, Confidence.MEDIUM) if override else None


def _place(change: Change, path: RepoPath, line: int, whole: Span) -> Location:
    """The line of the demand, or all lines of its passage when another one of them is new and makes the demand."""
    there = Location(path, Span(line, line))
    return there if change.introduces(there) else Location(path, whole)


def _finding(place: Location, lines: list[str], said: tuple[Rule, Demand, Confidence]) -> Finding:
    rule, demand, confidence = said
    span = place.span or Span(1, 1)
    excerpt = "\n".join(line.rstrip("\r") for line in lines[span.first - 1 : span.last])
    return Finding(rule, place, rules.SAID[rule].format(demand.act.value), excerpt, confidence_here=confidence)


CHECK = Check("poisoned-instruction", rules.ALL, applies_to, inspect)
