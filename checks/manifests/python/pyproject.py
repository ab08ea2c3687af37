"""The dependencies in pyproject.toml: PEP 621, extras, PEP 735 groups, build requirements, and the tables of the tools around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checks.core.dependency import Scope
from checks.manifests.manifest import Format, Include, Manifest, Pin, Unresolved, few_enough, within_limits
from checks.manifests.python import poetry
from checks.manifests.python.requirement import entry
from checks.manifests.tables import document
from checks.manifests.toml_lines import lines_of
from checks.manifests.values import table, tables, text, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.manifests.toml_lines import Lines, Path

_BUILD, _PRODUCTION, _OPTIONAL, _DEVELOPMENT = Scope.BUILD, Scope.PRODUCTION, Scope.OPTIONAL, Scope.DEVELOPMENT
# Lists of requirements, by where they stand; `*` is any name.
_LISTS: tuple[tuple[Path, Scope], ...] = (
    (("build-system", "requires"), _BUILD),
    (("project", "dependencies"), _PRODUCTION),
    (("project", "optional-dependencies", "*"), _OPTIONAL),
    (("dependency-groups", "*"), _DEVELOPMENT),
    (("tool", "uv", "dev-dependencies"), _DEVELOPMENT),
    (("tool", "uv", "constraint-dependencies"), _PRODUCTION),
    (("tool", "uv", "override-dependencies"), _PRODUCTION),
    (("tool", "uv", "build-constraint-dependencies"), _BUILD),
    (("tool", "pdm", "dev-dependencies", "*"), _DEVELOPMENT),
    (("tool", "flit", "metadata", "requires"), _PRODUCTION),
    (("tool", "flit", "metadata", "dev-requires"), _DEVELOPMENT),
    (("tool", "flit", "metadata", "requires-extra", "*"), _OPTIONAL),
    (("tool", "hatch", "envs", "*", "dependencies"), _DEVELOPMENT),
    (("tool", "hatch", "envs", "*", "extra-dependencies"), _DEVELOPMENT),
    (("tool", "hatch", "build", "dependencies"), _BUILD),
    (("tool", "hatch", "build", "targets", "*", "dependencies"), _BUILD),
)
_PDM = ("tool", "pdm", "resolution", "overrides")
_DYNAMIC = ("tool", "setuptools", "dynamic")


def parse(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    written, said = document(raw)
    lines = lines_of(written)
    wanted = [(each, path, scope) for path, scope in _LISTS for path, each in _listed(said, path, ())]
    few_enough(len(wanted))
    found = [entry(each, lines.holding(each, *path), scope=scope) for each, path, scope in wanted if isinstance(each, str)]
    found += [entry(each, lines.of(*_PDM, name)) for name, each in _overridden(said)]
    found += _groups_that_are_not_there(said, lines)
    found += poetry.entries(table(table(said.get("tool")).get("poetry")), lines)
    pins = tuple(each for each in found if isinstance(each, Pin))
    unresolved = tuple(each for each in found if isinstance(each, Unresolved))
    return within_limits(Manifest(pins, unresolved, tuple(_files(said, lines))))


def _listed(said: object, path: Path, done: Path) -> Iterator[tuple[Path, str]]:
    """Every requirement of the lists there, with the full path of its list."""
    if not path:
        yield from ((done, each) for each in texts(said))
        return
    first, *rest = path
    for name, inner in table(said).items():
        if first in {"*", name}:
            yield from _listed(inner, tuple(rest), (*done, name))


def _groups_that_are_not_there(said: dict[str, Any], lines: Lines) -> Iterator[Unresolved]:
    """A group that includes another one of this file adds nothing to it; one that is missing cannot be told."""
    groups = table(said.get("dependency-groups"))
    for name, members in groups.items():
        for each in tables(members):
            other = text(each.get("include-group"))
            if other not in groups:
                yield Unresolved(lines.of("dependency-groups", name), f"includes the group {other[:60]!r}, which is not there")


def _overridden(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Versions that PDM takes whatever others ask for: exact when no operator is written."""
    overrides: object = said
    for key in _PDM:
        overrides = table(overrides).get(key)
    for name, version in table(overrides).items():
        yield name, f"{name}{'==' if text(version)[:1].isdigit() else ''}{text(version)}"


def _files(said: dict[str, Any], lines: Lines) -> Iterator[Include]:
    """Requirements files that setuptools reads in the project's place."""
    dynamic = table(table(table(said.get("tool")).get("setuptools")).get("dynamic"))
    sources: list[tuple[Path, object]] = [(("dependencies",), dynamic.get("dependencies"))]
    sources += [(("optional-dependencies", name), its) for name, its in table(dynamic.get("optional-dependencies")).items()]
    for path, source in sources:
        named = table(source).get("file")
        for target in [named] if isinstance(named, str) else texts(named):
            yield Include(target, lines.of(*_DYNAMIC, *path))


FORMAT = Format("pyproject", lambda path: path.name == "pyproject.toml", parse, lock=False)
