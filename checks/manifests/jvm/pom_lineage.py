"""A pom.xml with the parents that lie in the same tree: what its properties come to, and which versions are managed."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checks.core.scene import Unreadable
from checks.manifests.jvm.pom_facts import Entry, Parent, Pom, Value, facts
from checks.manifests.manifest import Unparsable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.manifests.manifest import Beside

OUTSIDE = "comes from a parent outside the repository"
# Longer chains of properties, and longer texts made of them, are made to cost time.
MAX_STEPS = 30
MAX_TEXT = 1_000
_PLACEHOLDER = re.compile(r"\$\{([^${}]{1,200})\}")


class Unknown(Exception):
    """A text whose value the repository does not tell; the message says why."""


@dataclass(frozen=True, slots=True)
class Known:
    """A text that was resolved. `path`: the pom that states it, empty for our own; `editable`: the line there holds exactly this text."""

    text: str
    line: int
    path: str
    editable: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A pom of the lineage, at its path relative to our own (whose path is empty)."""

    pom: Pom
    path: str


@dataclass(slots=True)
class Lineage:
    """Our pom first, then its parents. `broken`: why the last one's parent is not here, where it has one."""

    poms: list[Placed]
    beside: Beside
    broken: str = ""
    _managed: dict[tuple[str, ...], tuple[Entry, str]] | None = None
    _boms: list[str] = field(default_factory=list)
    _siblings: dict[tuple[str, ...], Placed] | None = None
    _told: dict[str, Known | Unknown] = field(default_factory=dict)

    @property
    def own(self) -> Pom:
        """The pom that is read."""
        return self.poms[0].pom

    def resolve(self, value: Value, path: str) -> Known:
        """The text with its properties filled in, as our own pom sees them. Raises `Unknown`."""
        return self._resolved(value, path, ())

    def managed(self, entry: Entry) -> tuple[Entry, str] | None:
        """The managed entry that gives this one its version, and the path of its pom. The nearest pom wins, imports come last."""
        if self._managed is None:
            self._managed = {}
            for each, path in self._managing():
                self._managed.setdefault(self.key(each), (each, path))
        return self._managed.get(self.key(entry))

    def key(self, entry: Entry) -> tuple[str, ...]:
        """What a managed version is found by."""
        marks = ("plugin",) if entry.plugin else (entry.kind, entry.classifier)
        return (*(self.plain(text) for text in (entry.group, entry.artifact)), *marks)

    def absent(self) -> str:
        """Why a version that nothing here manages may yet be managed."""
        if self._boms:
            return f"its version comes from an imported list of versions outside the repository ({self._boms[0][:200]})"
        return f"its version {self.broken}" if self.broken else "it states no version"

    def siblings(self) -> dict[tuple[str, ...], Placed]:
        """The projects that our pom and its parents call their modules, where they can be read, by group and artifact."""
        if self._siblings is None:
            paths = dict.fromkeys(module_path(placed.path, module.text) for placed in self.poms for module in placed.pom.modules)
            read = [(self._read(path), path) for path in paths]
            self._siblings = {(pom.group, pom.artifact): Placed(pom, path) for pom, path in read if pom is not None}
        return self._siblings

    def _managing(self) -> Iterator[tuple[Entry, str]]:
        stated = [(entry, placed.path) for placed in self.poms for entry in placed.pom.entries if entry.managed]
        yield from ((entry, path) for entry, path in stated if not entry.imports)
        for names in dict.fromkeys(self.key(entry)[:2] for entry, _ in stated if entry.imports):
            yield from self._imported(names)

    def _imported(self, names: tuple[str, ...]) -> Iterator[tuple[Entry, str]]:
        """What a list of versions in the tree manages. Its properties are its own; what it imports itself is not followed."""
        found = self.siblings().get(names)
        if found is None:
            self._boms.append(":".join(names))
            return
        alone = lineage(found.pom, lambda relative: self.beside(beneath(found.path, relative)))
        for entry, its in ((entry, placed.path) for placed in alone.poms for entry in placed.pom.entries if entry.managed):
            if entry.imports:
                self._boms.append(f"{entry.group}:{entry.artifact}")
                continue
            try:
                known = alone.resolve(entry.version or Value("", entry.line), its)
            except Unknown:
                continue
            named = replace(entry, group=alone.plain(entry.group), artifact=alone.plain(entry.artifact))
            yield replace(named, version=Value(known.text, known.line)), beneath(found.path, known.path) if known.path else found.path

    def plain(self, text: str) -> str:
        """With its properties filled in, or as it stands."""
        try:
            return self.resolve(Value(text, 1), "").text
        except Unknown:
            return text

    def _read(self, path: str) -> Pom | None:
        try:
            raw = self.beside(path)
            return facts(raw) if raw is not None else None
        except (Unparsable, Unreadable):
            return None

    def _resolved(self, value: Value, path: str, steps: tuple[str, ...]) -> Known:
        names = _PLACEHOLDER.findall(value.text) if len(value.text) <= MAX_TEXT else []
        if len(names) == 1 and value.text == f"${{{names[0]}}}":
            return self._property(names[0], steps)
        text = _PLACEHOLDER.sub(lambda found: self._property(found.group(1), steps).text, value.text) if names else value.text
        if len(text) > MAX_TEXT:
            raise Unknown(f"it is, with its properties, longer than {MAX_TEXT} characters")
        if "${" in text:
            raise Unknown(f"{text[:80]} cannot be resolved")
        return Known(text, value.line, path, editable=not names)

    def _property(self, name: str, steps: tuple[str, ...]) -> Known:
        """Each is worked out once: texts that double at every step would never end."""
        if name in steps:
            raise Unknown(f"the property {name[:80]} is defined by itself")
        if len(steps) >= MAX_STEPS:
            raise Unknown(f"its properties refer to each other in more than {MAX_STEPS} steps")
        if name not in self._told:
            try:
                value, path = self._defined(name)
                self._told[name] = self._resolved(value, path, (*steps, name))
            except Unknown as reason:
                self._told[name] = reason
        told = self._told[name]
        if isinstance(told, Unknown):
            raise Unknown(str(told))
        return told

    def _defined(self, name: str) -> tuple[Value, str]:
        for placed in self.poms:
            if name in placed.pom.properties:
                return placed.pom.properties[name], placed.path
        told = self._of_the_project(name)
        if told is not None:
            return told, ""
        if any(name in placed.pom.varied for placed in self.poms):
            raise Unknown(f"the property {name[:80]} is only set by a profile")
        raise Unknown(f"the property {name[:80]} {self.broken or 'is not set in the repository'}")

    def _of_the_project(self, name: str) -> Value | None:
        """Names of old, without a prefix or with `pom.`, are still read by Maven."""
        fact = name.removeprefix("project.").removeprefix("pom.")
        parent = self.own.parent
        if fact == "version":
            return self.own.version
        known = {"groupId": self.own.group, "artifactId": self.own.artifact}
        if parent is not None:
            known |= {"parent.groupId": parent.group, "parent.artifactId": parent.artifact}
            if fact == "parent.version":
                return parent.version
        return Value(known[fact], 1) if known.get(fact) else None


def lineage(own: Pom, beside: Beside) -> Lineage:
    """Follows parents as far as they lie in the tree; a loop of them ends it with that reason."""
    made = Lineage([Placed(own, "")], beside)
    seen: set[str] = set()
    while (parent := made.poms[-1].pom.parent) is not None:
        path = beneath(made.poms[-1].path, parent.path)
        if not parent.path:
            made.broken = OUTSIDE
            break
        if path in seen:
            made.broken = "cannot be told: its parents form a loop"
            break
        seen.add(path)
        found = _parent_at(path, beside)
        if isinstance(found, str):
            made.broken = found
            break
        if found is None or not _is(found.pom, parent):
            made.broken = OUTSIDE
            break
        made.poms.append(found)
    return made


def beneath(path: str, relative: str) -> str:
    """A path that is relative to the file at `path`, relative to our own."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


def module_path(path: str, module: str) -> str:
    """A module is a folder with a pom.xml, or a file."""
    return beneath(path, module if module.endswith(".xml") else f"{module}/pom.xml")


def _parent_at(path: str, beside: Beside) -> Placed | str | None:
    """A reason, where there is a parent that cannot be read."""
    try:
        for each in (path, posixpath.join(path, "pom.xml")):
            raw = beside(each)
            if raw is not None:
                return Placed(facts(raw), each)
    except (Unparsable, Unreadable) as reason:
        return f"comes from a parent that cannot be read ({reason})"
    return None


def _is(pom: Pom, parent: Parent) -> bool:
    """Maven takes another version for another project; what holds a property is taken for the same."""
    same = pom.version is None or "${" in pom.version.text + parent.version.text or pom.version.text == parent.version.text
    return same and (pom.group, pom.artifact) == (parent.group, parent.artifact)
