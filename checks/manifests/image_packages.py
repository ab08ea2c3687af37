"""Packages of the system that a Dockerfile installs at an exact version.

One without a version is no entry: the image gets what its system has on the day, and that is no statement about a release.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Package
from checks.core.place import Span
from checks.documents.dockerfile import TooLong, instructions, is_dockerfile
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, decoded, few_enough, within_limits
from checks.manifests.suites import suites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.documents.dockerfile import Instruction

MARKER = re.compile(rb"\b(?:apk|apt|apt-get|aptitude)\b")
_WORD = re.compile(r"[^\s;&|]+")
_BETWEEN = re.compile(r"&&|\|\|?|;")
_TOOLS = {"apt": ("install", ("Debian", "Ubuntu")), "apk": ("add", ("Alpine",))}
_TOOLS |= {"apt-get": _TOOLS["apt"], "aptitude": _TOOLS["apt"]}
_ASKED = re.compile(r"([a-z0-9][a-z0-9+._-]*)(?::[a-z0-9]+)?=(\S+)", re.ASCII)
# Letters and signs of versions; a wildcard, an operator or a variable is no version.
_EXACT = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+~:_-]*", re.ASCII)
MAX_SHOWN = 60
# No repair is offered for a longer line.
MAX_EDITED = 1_000


def parse(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    text = decoded(raw)
    try:
        steps = tuple(instructions(text))
    except TooLong as reason:
        raise Unparsable(str(reason)) from reason
    begun, lines = suites(steps), text.split("\n")
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    suite = ""
    for step in steps:
        suite = begun.get(step.span.first, suite) if step.keyword == "FROM" else suite
        asked = list(_asked(step))
        few_enough(len(pins) + len(unresolved) + len(asked))
        places = _places(lines, step.span) if asked else {}
        for word, name, version, systems in asked:
            number = places.get(word)
            span = Span(number, number) if number else step.span
            if _EXACT.fullmatch(version) is None:
                unresolved.append(Unresolved(span, f"{name}={version} is no exact version"[:MAX_SHOWN]))
            elif suite.partition(":")[0] not in systems:
                unresolved.append(Unresolved(span, f"{name[:MAX_SHOWN]}: the image's name does not tell its system's release"))
            else:
                line = lines[number - 1] if number else ""
                alone = len(line) <= MAX_EDITED and line.count(f"={version}") == 1
                pins.append(Pin(Package(suite, name, version), span, replaceable=alone, direct=True))
    return within_limits(Manifest(tuple(pins), tuple(unresolved)))


def _asked(step: Instruction) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """(word, name, version as written, systems of the tool) of each package for which a version is written."""
    if step.keyword != "RUN":
        return
    for command in _BETWEEN.split(step.argument):
        words = [word.strip("\"'") for word in command.split()]
        tool = next((place for place, word in enumerate(words) if word.rpartition("/")[2] in _TOOLS), None)
        if tool is None:
            continue
        verb, systems = _TOOLS[words[tool].rpartition("/")[2]]
        if verb not in words[tool:]:
            continue
        for word in words[words.index(verb, tool) + 1 :]:
            found = _ASKED.fullmatch(word)
            if found:
                yield word, found.group(1), found.group(2), systems


def _places(lines: list[str], span: Span) -> dict[str, int]:
    """The last physical line of the instruction on which each word stands."""
    numbers = range(span.first, min(span.last, len(lines)) + 1)
    return {word.strip("\"'"): number for number in numbers for word in _WORD.findall(lines[number - 1])}


FORMAT = Format("image packages", is_dockerfile, parse, lock=False, marker=MARKER)
