"""Which names a project's settings tie to a registry of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checks.core.place import RepoPath
from checks.core.scene import Unreadable
from checks.dependency_source.readers import reader_of, stated
from checks.dependency_source.stated import Kind
from checks.manifests.manifest import Unparsable, python_name
from checks.manifests.tables import document
from checks.manifests.values import table, tables, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from checks.core.scene import Tree

_SETTINGS = (".npmrc", ".yarnrc", ".yarnrc.yml", "bunfig.toml")


def settings_of(path: RepoPath) -> bool:
    """Whether the file can tie scopes of npm to a registry."""
    return path.name in _SETTINGS and reader_of(path) is not None


def scopes(tree: Tree, folder: str) -> Mapping[str, AbstractSet[str]]:
    """By scope, such as `@own`, the servers that the settings in the folder and above it name. What cannot be read ties nothing."""
    found: dict[str, set[str]] = {}
    parts = folder.split("/") if folder else []
    for depth in range(len(parts) + 1):
        for name in _SETTINGS:
            path = RepoPath("/".join((*parts[:depth], name)))
            reader = reader_of(path)
            try:
                raw = tree.read(path)
                said = stated(reader, raw) if reader is not None and raw is not None else []
            except (Unparsable, Unreadable):
                continue
            for each in said:
                if each.kind is Kind.SCOPED and each.host:
                    found.setdefault("@" + each.of.lstrip("@").partition(":")[0], set()).add(each.host)
    return found


def indexes(path: RepoPath, raw: bytes) -> dict[str, str]:
    """By package, the name of the index that pyproject.toml or Pipfile ties it to. What cannot be read ties nothing."""
    if path.name not in {"pyproject.toml", "Pipfile"}:
        return {}
    try:
        said = document(raw)[1]
    except Unparsable:
        return {}
    pairs = _pipenv(said) if path.name == "Pipfile" else _project(table(said.get("tool")))
    return {python_name(name): index for name, index in pairs if index}


def _project(tool: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The sources of uv and Poetry's dependencies; a list holds one entry for each platform."""
    for name, source in table(table(tool.get("uv")).get("sources")).items():
        yield from ((name, text(each.get("index"))) for each in _each(source))
    poetry = table(tool.get("poetry"))
    groups = [table(each).get("dependencies") for each in table(poetry.get("group")).values()]
    for packages in (poetry.get("dependencies"), poetry.get("dev-dependencies"), *groups):
        for name, wanted in table(packages).items():
            yield from ((name, text(each.get("source"))) for each in _each(wanted))


def _pipenv(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What names a source that is not the first."""
    usual = next((text(source.get("name")) for source in tables(said.get("source"))), "")
    for section, packages in said.items():
        for name, wanted in table(packages).items() if section != "source" else ():
            yield from ((name, index) for each in _each(wanted) if (index := text(each.get("index"))) != usual)


def _each(value: object) -> list[dict[str, Any]]:
    return tables(value) if isinstance(value, list) else [table(value)]
