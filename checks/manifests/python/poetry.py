"""Poetry's own tables in pyproject.toml, and its way to write a version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checks.core.dependency import Package, Scope
from checks.manifests.manifest import Pin, Unresolved, few_enough, python_name
from checks.manifests.values import table, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.manifests.toml_lines import Lines, Path

# A version without an operator is exact here.
_EXACT = re.compile(r"={0,3}\s*(v?\d[\w.!+-]*)")
_ELSEWHERE = ("git", "url", "path", "file")


def entries(poetry: dict[str, Any], lines: Lines) -> Iterator[Pin | Unresolved]:
    """Every package of `[tool.poetry]`; the interpreter is none. Raises `Unparsable` when there are too many."""
    count = 0
    for path, packages, scope in _tables(poetry):
        for name, constraint in packages.items():
            if name == "python":
                continue
            for each in constraint if isinstance(constraint, list) else [constraint]:
                few_enough(count := count + 1)
                yield _entry(name, each, ("tool", "poetry", *path, name), lines, scope)


def _tables(poetry: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any], Scope]]:
    yield ("dependencies",), table(poetry.get("dependencies")), Scope.PRODUCTION
    yield ("dev-dependencies",), table(poetry.get("dev-dependencies")), Scope.DEVELOPMENT
    yield ("requires-plugins",), table(poetry.get("requires-plugins")), Scope.BUILD
    for name, group in table(poetry.get("group")).items():
        scope = Scope.OPTIONAL if table(group).get("optional") is True else Scope.DEVELOPMENT
        yield ("group", name, "dependencies"), table(table(group).get("dependencies")), scope


def _entry(name: str, constraint: object, path: Path, lines: Lines, scope: Scope) -> Pin | Unresolved:
    said = table(constraint)
    elsewhere = next((key for key in _ELSEWHERE if key in said), "")
    version = text(said.get("version")) if said else text(constraint)
    span = lines.of(*path, "version") if said else lines.of(*path)
    exact = _EXACT.fullmatch(version.strip())
    if elsewhere:
        return Unresolved(span, f"{name[:60]} comes from {elsewhere}, not from an index")
    if not exact or exact[1].endswith(".") or not name:
        return Unresolved(span, f"{name[:60]} names no exact version", "PyPI", python_name(name))
    there = Scope.OPTIONAL if said.get("optional") is True else scope
    package = Package("PyPI", python_name(name), exact[1].removeprefix("v"))
    return Pin(package, span, replaceable=lines.keys.get(path) == span.first and not said, direct=True, scope=there)
