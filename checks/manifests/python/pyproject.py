"""The dependencies in pyproject.toml: PEP 621, extras, PEP 735 groups and build requirements."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Any

from checks.core.place import Span
from checks.manifests.manifest import Format, Manifest, Pin, Unresolved, few_enough, within_limits
from checks.manifests.python.requirement import entry
from checks.manifests.tables import document

if TYPE_CHECKING:
    from collections.abc import Iterator

_LITERAL = re.compile(r"\"([^\"]*)\"|'([^']*)'")


def parse(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    text, said = document(raw)
    literals = _literals(text)
    wanted = list(_requirements(said))
    few_enough(len(wanted))
    found = [entry(each, _span(each, literals)) for each in wanted]
    pins = tuple(each for each in found if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved))))


def _requirements(said: dict[str, Any]) -> Iterator[str]:
    project, build = _table(said.get("project")), _table(said.get("build-system"))
    yield from _texts(build.get("requires"))
    yield from _texts(project.get("dependencies"))
    for table in (project.get("optional-dependencies"), said.get("dependency-groups")):
        for its in _table(table).values():
            yield from _texts(its)


def _literals(text: str) -> dict[str, deque[int]]:
    """Where each string of one line stands, by line number."""
    found: dict[str, deque[int]] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        for double, single in _LITERAL.findall(line):
            found.setdefault(double or single, deque()).append(number)
    return found


def _span(requirement: str, literals: dict[str, deque[int]]) -> Span:
    """The next line that holds it as a string of its own; the file's first when it is written in another way."""
    lines = literals.get(requirement, deque())
    number = lines.popleft() if len(lines) > 1 else next(iter(lines), 1)
    return Span(number, number)


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


FORMAT = Format("pyproject", lambda path: path.name == "pyproject.toml", parse, lock=False)
