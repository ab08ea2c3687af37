"""Finds instructions to agents that take secrets, send them out, hide what is done, or set other instructions aside."""

from __future__ import annotations

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

    from checks.core.place import RepoPath
    from checks.core.rule import Rule
    from checks.core.scene import Scene
    from checks.poisoned_instruction.demands import Demand, Reading

# No agent is told as much; it takes a second to read.
MAX_BYTES = 1 << 20
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
            yield from _of_text(path, text) if told else _of_program(path, text)
        except Tangled as reason:
            yield NotAnalysed(path.text, str(reason))


def _of_text(path: RepoPath, text: str) -> Iterator[Finding]:
    lines = text.split("\n")
    for reading, untold in _beside([read(passage) for passage in passages(lines)]):
        if (found := _judged(reading, untold=untold)) is not None:
            yield _finding(path, lines, found)


def _of_program(path: RepoPath, text: str) -> Iterator[Finding]:
    lines = text.split("\n")
    for string in strings(text, python=path.suffix == ".py"):
        described = [read(passage) for passage in passages(string.text.split("\n"))]
        untold = any(reading.untold for reading in described)
        found = next((each for reading in described if (each := _judged(reading, untold=untold)) is not None), None)
        if found is not None:
            # Line ends written as escapes add lines that the file does not have.
            line = min(string.first + found[1].line - 1, string.first + string.height)
            yield _finding(path, lines, found, line)


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


def _finding(path: RepoPath, lines: list[str], said: tuple[Rule, Demand, Confidence], line: int = 0) -> Finding:
    rule, demand, confidence = said
    number = min(line or demand.line, len(lines))
    location = Location(path, Span(number, number))
    message = rules.SAID[rule].format(demand.act.value)
    return Finding(rule, location, message, lines[number - 1].rstrip("\r"), confidence_here=confidence)


CHECK = Check("poisoned-instruction", rules.ALL, applies_to, inspect)
