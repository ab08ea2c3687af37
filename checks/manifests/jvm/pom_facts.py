"""What one pom.xml says, before anything is resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checks.core.dependency import Scope
from checks.manifests.manifest import Unparsable
from checks.manifests.markup import Element, root

if TYPE_CHECKING:
    from collections.abc import Iterator

PLUGINS = "org.apache.maven.plugins"
_SCOPES = {"test": Scope.DEVELOPMENT, "provided": Scope.BUILD, "import": Scope.BUILD}


@dataclass(frozen=True, slots=True)
class Value:
    """A text as it is written, and its line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """Something asked for, or (`managed`) only given a version. `version` None: told elsewhere. `line`: where the artifact is named."""

    group: str
    artifact: str
    version: Value | None
    line: int
    kind: str = "jar"
    classifier: str = ""
    word: str = ""
    optional: bool = False
    plugin: bool = False
    managed: bool = False

    @property
    def imports(self) -> bool:
        """Whether it stands for the versions that another pom manages."""
        return self.managed and self.word == "import"

    @property
    def scope(self) -> Scope | None:
        """None: nothing is said."""
        if self.plugin:
            return Scope.BUILD
        stated = _SCOPES.get(self.word, Scope.PRODUCTION) if self.word else None
        return Scope.OPTIONAL if self.optional and stated is not Scope.DEVELOPMENT else stated


@dataclass(frozen=True, slots=True)
class Parent:
    """As declared; `path` empty: it is said not to be looked for in the tree."""

    group: str
    artifact: str
    version: Value
    path: str


@dataclass(frozen=True, slots=True)
class Pom:
    """One file. `varied`: properties that a profile sets as well, by name. `lines`: how many there are."""

    group: str
    artifact: str
    version: Value | None
    parent: Parent | None
    properties: dict[str, Value] = field(default_factory=dict)
    varied: dict[str, list[Value]] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    modules: tuple[Value, ...] = ()


def facts(raw: bytes) -> Pom:
    """Raises `Unparsable`."""
    project = root(raw)
    if project.name != "project":
        raise Unparsable(f"its element is {project.name[:40]!r}, not 'project'")
    profiles = list(project.all("profiles", "profile"))
    varied: dict[str, list[Value]] = {}
    for each in (each for profile in profiles for each in profile.all("properties")):
        for child in each.children:
            varied.setdefault(child.name, []).append(_value(child))
    parent = _parent(project)
    parts = [project, *profiles]
    return Pom(
        project.word("groupId") or (parent.group if parent else ""),
        project.word("artifactId"),
        _stated(project, "version") or (parent.version if parent else None),
        parent,
        {child.name: _value(child) for each in project.all("properties") for child in each.children},
        varied,
        tuple(entry for part in parts for entry in _entries(part)),
        tuple(_value(module) for part in parts for module in part.all("modules", "module") if module.text),
    )


def _parent(project: Element) -> Parent | None:
    element = project.first("parent")
    if element is None:
        return None
    path = element.first("relativePath")
    return Parent(
        element.word("groupId"),
        element.word("artifactId"),
        _stated(element, "version") or Value("", element.line),
        "../pom.xml" if path is None else path.text,
    )


def _entries(part: Element) -> Iterator[Entry]:
    yield from (_entry(each) for each in part.all("dependencies", "dependency"))
    yield from (_entry(each, managed=True) for each in part.all("dependencyManagement", "dependencies", "dependency"))
    ways = (("build", "plugins"), ("build", "pluginManagement", "plugins"), ("reporting", "plugins"))
    for way in ways:
        for plugin in part.all(*way, "plugin"):
            yield _entry(plugin, plugin=True, managed="pluginManagement" in way)
            yield from (_entry(each, inside=True) for each in plugin.all("dependencies", "dependency"))
    yield from (_entry(each, plugin=True) for each in part.all("build", "extensions", "extension"))


def _entry(element: Element, *, managed: bool = False, plugin: bool = False, inside: bool = False) -> Entry:
    """`inside`: what a plugin brings along, there while the project is built."""
    named = element.first("artifactId")
    return Entry(
        element.word("groupId") or (PLUGINS if plugin and element.name == "plugin" else ""),
        named.text if named else "",
        _stated(element, "version"),
        named.span.first if named else element.line,
        element.word("type") or "jar",
        element.word("classifier"),
        "import" if inside else element.word("scope"),
        element.word("optional") == "true",
        plugin,
        managed,
    )


def _stated(element: Element, name: str) -> Value | None:
    found = element.first(name)
    return _value(found) if found and found.text else None


def _value(element: Element) -> Value:
    return Value(element.text, element.span.first)
