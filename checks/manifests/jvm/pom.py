"""Maven's pom.xml: dependencies, managed versions, plugins and extensions, of the project and of its profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.core.dependency import Package, Scope
from checks.core.place import Span
from checks.manifests.jvm.coordinates import NAME, exact, why_not
from checks.manifests.jvm.pom_facts import Value, facts
from checks.manifests.jvm.pom_lineage import OUTSIDE, Known, Lineage, Unknown, lineage, module_path
from checks.manifests.manifest import Format, Include, Manifest, Pin, Unresolved, few_enough, within_limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.manifests.jvm.pom_facts import Entry
    from checks.manifests.manifest import Beside

_OWN_VERSION = frozenset({"${project.version}", "${pom.version}", "${version}", "${project.parent.version}", "${revision}"})


def parse(raw: bytes) -> Manifest:
    """The file alone, as if no other were there. Raises `Unparsable`."""
    return among(raw, lambda _: None)


def among(raw: bytes, beside: Beside) -> Manifest:
    """With its parents, and the lists of versions that it imports, where the tree holds them. Raises `Unparsable`."""
    own = facts(raw)
    few_enough(len(own.entries) + len(own.modules))
    family = lineage(own, beside)
    used = {family.key(entry) for entry in own.entries if not entry.managed and entry.version is None}
    told = [each for each in own.entries if not (each.managed and family.key(each) in used) and not _is_own(each, family)]
    found = [*_parent(family), *_varied(family), *(_entry(each, family) for each in told)]
    return within_limits(
        Manifest(
            tuple(each for each in found if isinstance(each, Pin)),
            tuple(each for each in found if isinstance(each, Unresolved)),
            tuple(Include(module_path("", module.text), Span(module.line, module.line)) for module in own.modules),
        )
    )


def _entry(entry: Entry, family: Lineage) -> Pin | Unresolved:
    """On the line where a fix would go: that of the property, of the managed version, or its own."""
    line, name, managing = entry.line, "", None
    try:
        name = _name(entry, family)
        managing = family.managed(entry) if entry.version is None and not entry.managed else None
        version, path = (managing[0].version, managing[1]) if managing else (entry.version, "")
        line = line if path or version is None else version.line
        known = _known(version, path, family)
        line = line if known.path else known.line
        one = _one(known)
    except Unknown as reason:
        return Unresolved(Span(line, line), f"{name or entry.artifact[:80]}: {reason}", "Maven" if name else "", name)
    return Pin(
        Package("Maven", name, one),
        Span(line, line),
        replaceable=known.editable and not known.path,
        direct=not entry.managed or entry.imports,
        scope=entry.scope or (managing[0].scope if managing else None) or Scope.PRODUCTION,
        stated_in=known.path,
    )


def _name(entry: Entry, family: Lineage) -> str:
    """Raises `Unknown`."""
    if entry.word == "system":
        raise Unknown("it is a file of the machine that builds")
    return _joined([family.resolve(Value(text, entry.line), "").text for text in (entry.group, entry.artifact)])


def _joined(names: list[str]) -> str:
    """Raises `Unknown`."""
    if not all(NAME.fullmatch(each) for each in names):
        raise Unknown("its group or artifact is no name")
    return ":".join(names)


def _known(version: Value | None, path: str, family: Lineage) -> Known:
    """Raises `Unknown`."""
    if version is None:
        raise Unknown(family.absent())
    return family.resolve(version, path)


def _one(known: Known) -> str:
    """Raises `Unknown`."""
    one = exact(known.text)
    if one is None:
        raise Unknown(why_not(known.text))
    return one


def _parent(family: Lineage) -> Iterator[Pin | Unresolved]:
    """A parent from outside is a package like any other; why one in the tree cannot be used is said."""
    parent = family.own.parent
    if parent is None:
        return
    span, name = Span(parent.version.line, parent.version.line), f"{parent.group}:{parent.artifact}"
    if family.broken not in {"", OUTSIDE}:
        yield Unresolved(span, f"a part of it {family.broken}")
    elif len(family.poms) == 1:
        try:
            known = family.resolve(parent.version, "")
            named = _joined([parent.group, parent.artifact])
            yield Pin(Package("Maven", named, _one(known)), span, replaceable=known.editable, direct=True, scope=Scope.BUILD)
        except Unknown as reason:
            yield Unresolved(span, f"the parent {name[:80]}: {reason}")


def _varied(family: Lineage) -> Iterator[Unresolved]:
    """A profile may give a property another value, whether it is a version or not: those that look like one are told."""
    for name, values in family.own.varied.items():
        usual = family.own.properties.get(name)
        for value in values:
            if usual is not None and value.text != usual.text and exact(value.text) and any(map(str.isdigit, value.text)):
                why = f"a profile sets {name[:80]} to {value.text[:80]} instead of {usual.text[:80]}"
                yield Unresolved(Span(value.line, value.line), why)


def _is_own(entry: Entry, family: Lineage) -> bool:
    """A module of the same project: it has our group and our version, by name, or is a list of versions that lies in the tree."""
    if entry.imports and family.key(entry)[:2] in family.siblings():
        return True
    managing = family.managed(entry) if entry.version is None else None
    version = managing[0].version if managing else entry.version
    return version is not None and version.text in _OWN_VERSION and family.key(entry)[0] == family.own.group


FORMAT = Format("maven", lambda path: path.name == "pom.xml", parse, lock=False, among=among)
