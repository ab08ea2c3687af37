"""What an evaluation demands: numbers with the side on which they fail, conditions, tests, and whether they are run."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

_NUMBER = r"([0-9]*\.?[0-9]+)"
_KEY = re.compile(
    r"[\"']?\b([\w.-]{0,40}(?:threshold|pass_?rate|(?:min|max)(?:imum)?_\w{1,40}|required_score|target_score|min_?score|tolerance))\b[\"']?"
    rf"\s*[:=]\s*{_NUMBER}\b",
    re.IGNORECASE,
)
_ASSERTION = re.compile(rf"\bassert\s+(.{{1,120}}?)\s*(>=|<=|>|<)\s*{_NUMBER}\b")
_METHOD = re.compile(rf"\bassert(Greater|Less)(?:Equal)?\(\s*(.{{1,120}}?),\s*{_NUMBER}\b")
# A number under such a name is the most of something bad.
_CEILING = re.compile(
    r"max|toxic|bias|hallucinat|error|loss|attack|leak|fail|drift|latency|perplexity|jailbreak|tolerance|distance|violation", re.IGNORECASE
)
_SKIP = re.compile(
    r"@(?:pytest\.mark\.(?:skip|xfail)|unittest\.(?:skip|expectedFailure))\b|\bpytest\.(?:skip|xfail)\(|\b(?:it|test|describe)\.skip\("
    r"|^\s*-?\s*[\"']?(?:skip|disabled)[\"']?\s*:\s*true\b",
    re.IGNORECASE,
)
_TEST = re.compile(r"^\s*(?:async\s+)?def\s+(test_\w+)\(")
_CONDITION = re.compile(r"^\s*-\s+type\s*:\s*[\"']?(?:not-)?[\w-]+")


@dataclass(frozen=True, slots=True)
class Demand:
    """A number. `least`: what is measured must reach it; otherwise it must stay below. `name` tells what is measured."""

    name: str
    least: bool
    value: float
    line: int

    def weaker_than(self, other: Demand) -> bool:
        """Whether more passes than with the other."""
        return self.value < other.value if self.least else self.value > other.value


def numbers(text: str) -> dict[tuple[str, bool], list[Demand]]:
    """By what is measured, in the order of the lines."""
    found: dict[tuple[str, bool], list[Demand]] = defaultdict(list)
    for line, said in enumerate(text.split("\n"), 1):
        for name, least, value in _of_line(said[:500]):
            key = (" ".join(name.split()), least)
            found[key].append(Demand(key[0], least, float(value), line))
    return found


def _of_line(said: str) -> list[tuple[str, bool, str]]:
    if said.lstrip().startswith("#"):
        return []
    asserted = [(found[1], found[2].startswith(">"), found[3]) for found in _ASSERTION.finditer(said)]
    asserted += [(found[2], found[1] == "Greater", found[3]) for found in _METHOD.finditer(said)]
    return asserted or [(found[1], _CEILING.search(said) is None, found[2]) for found in _KEY.finditer(said)]


def skips(text: str) -> list[int]:
    """The lines that keep a test from being run, or from counting."""
    return [line for line, said in enumerate(text.split("\n"), 1) if _SKIP.search(said[:500])]


def tests(text: str) -> list[str]:
    """The names of the tests."""
    return [found[1] for said in text.split("\n") if (found := _TEST.match(said[:500]))]


def conditions(text: str) -> int:
    """How many assertions a file of settings makes, as promptfoo writes them."""
    return sum(1 for said in text.split("\n") if _CONDITION.match(said[:500]))
