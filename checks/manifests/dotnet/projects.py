"""Project files of .NET (`*.csproj`, `*.fsproj`, `*.vbproj`, `*.props`, `*.targets`), with versions that are managed centrally."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checks.core.dependency import Package, Scope
from checks.core.place import Span
from checks.core.scene import Unreadable
from checks.manifests.dotnet.versions import canonical, exact
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, few_enough, within_limits
from checks.manifests.markup import Element, root

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checks.core.place import RepoPath
    from checks.manifests.manifest import Beside

CENTRAL = "Directory.Packages.props"
# The folder of a project lies no deeper below its solution.
MAX_ABOVE = 20
_ASKING = frozenset({"PackageReference", "GlobalPackageReference", "PackageDownload", "DotNetCliToolReference"})
_BUILDING = frozenset({"GlobalPackageReference", "PackageDownload", "DotNetCliToolReference"})
_PROPERTY = re.compile(r"\$\(([A-Za-z_][\w.\-]{0,99})\)")
_SUFFIXES = frozenset({".csproj", ".fsproj", ".vbproj"})


@dataclass(frozen=True, slots=True)
class _Written:
    """A version as written, behind one property at most, with its line."""

    text: str
    span: Span
    editable: bool = True


def parse(raw: bytes) -> Manifest:
    """The file alone, as if no other were there. Raises `Unparsable`."""
    return among(raw, lambda _: None)


def among(raw: bytes, beside: Beside) -> Manifest:
    """With the versions that the nearest file for all projects gives. Raises `Unparsable`."""
    top = root(raw)
    if top.name != "Project":
        raise Unparsable(f"its element is {top.name[:40]!r}, not 'Project'")
    entries = [each for each in _items(top) if each.name in {*_ASKING, "PackageVersion"} and _named(each)]
    few_enough(len(entries))
    properties = _properties(top)
    managed = _managed(top, properties)
    if any(each.name in _ASKING and _version(each, properties) is None for each in entries):
        managed = _central(beside) | managed
    used = {_named(each).lower() for each in entries if each.name in _ASKING and _version(each, properties) is None}
    told = [each for each in entries if not (each.name == "PackageVersion" and _named(each).lower() in used)]
    found = [_entry(each, properties, managed) for each in told]
    pins = tuple(each for each in found if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved))))


def _entry(element: Element, properties: Mapping[str, _Written], managed: Mapping[str, tuple[_Written, str]]) -> Pin | Unresolved:
    here, name = Span(element.line, element.line), _named(element)
    known, written = canonical(name), _version(element, properties)
    central, path = managed.get(name.lower(), (None, "")) if written is None else (None, "")
    stated = written or central
    if known is None:
        return Unresolved(here, f"{name[:80]!r} is no name of a package")
    if stated is None:
        return Unresolved(here, f"{name}: neither it nor a {CENTRAL} in the repository states a version", "NuGet", known)
    span = here if path else stated.span
    one = exact(stated.text)
    if one is None:
        why = "holds a property that this file does not set" if "$(" in stated.text else "is not one exact version"
        return Unresolved(span, f"{name}: {stated.text[:80]!r} {why}", "NuGet", known)
    private = _told(element, "PrivateAssets").lower() == "all"
    scope = Scope.BUILD if element.name in _BUILDING else Scope.DEVELOPMENT if private else Scope.PRODUCTION
    direct = True if element.name in _ASKING else None
    return Pin(Package("NuGet", known, one), span, replaceable=stated.editable and not path, direct=direct, scope=scope, stated_in=path)


def _managed(top: Element, properties: Mapping[str, _Written]) -> dict[str, tuple[_Written, str]]:
    each = ((_named(item).lower(), _version(item, properties)) for item in _items(top) if item.name == "PackageVersion")
    return {name: (written, "") for name, written in each if written is not None}


def _central(beside: Beside) -> dict[str, tuple[_Written, str]]:
    """The nearest one above counts, and only that. One that cannot be read gives nothing."""
    for above in range(MAX_ABOVE):
        path = "../" * above + CENTRAL
        try:
            raw = beside(path)
            if raw is not None:
                top = root(raw)
                return {name: (replace(written, editable=False), path) for name, (written, _) in _managed(top, _properties(top)).items()}
        except (Unparsable, Unreadable):
            return {}
    return {}


def _properties(top: Element) -> dict[str, _Written]:
    """What a condition sets otherwise is not told apart: a property that is set twice is not known."""
    found: dict[str, _Written] = {}
    twice: set[str] = set()
    for each in (child for group in top.all("PropertyGroup") for child in group.children):
        if each.name in found and found[each.name].text != each.text:
            twice.add(each.name)
        found[each.name] = _Written(each.text, each.span)
    return {name: written for name, written in found.items() if name not in twice}


def _version(element: Element, properties: Mapping[str, _Written]) -> _Written | None:
    """An attribute or an element inside; an override of the central version comes first."""
    for name in ("VersionOverride", "Version"):
        child = element.first(name)
        text = element.attributes.get(name, "").strip()
        written = _Written(text, Span(element.line, element.line)) if text else _Written(child.text, child.span) if child else None
        if written is not None and written.text:
            whole = _PROPERTY.fullmatch(written.text)
            return properties.get(whole.group(1), written) if whole else written
    return None


def _items(top: Element) -> Iterator[Element]:
    groups = [*top.all("ItemGroup"), *top.all("Choose", "When", "ItemGroup"), *top.all("Choose", "Otherwise", "ItemGroup")]
    yield from (child for group in groups for child in group.children)


def _named(element: Element) -> str:
    return _told(element, "Include") or _told(element, "Update")


def _told(element: Element, name: str) -> str:
    return element.attributes.get(name, "").strip() or element.word(name)


def _matches(path: RepoPath) -> bool:
    return path.suffix in _SUFFIXES or path.name in {CENTRAL, "Directory.Build.props", "Directory.Build.targets"}


FORMAT = Format("dotnet", _matches, parse, lock=False, among=among)
