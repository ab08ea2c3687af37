"""NuGet's packages.lock.json and packages.config."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checks.core.dependency import Package, Scope
from checks.core.place import Span
from checks.manifests.dotnet.versions import canonical, exact
from checks.manifests.json_lines import located
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, few_enough, within_limits
from checks.manifests.markup import root

if TYPE_CHECKING:
    from collections.abc import Iterable


def parse_lock(raw: bytes) -> Manifest:
    """Each package of each framework; a package that several frameworks use alike stands where it is told first. Raises `Unparsable`."""
    said, lines = located(raw)
    frameworks = said.get("dependencies")
    if not isinstance(frameworks, dict):
        raise Unparsable("it holds no 'dependencies'")
    found: dict[Package | str, Pin | Unresolved] = {}
    for framework, packages in frameworks.items():
        for name, entry in (packages if isinstance(packages, dict) else {}).items():
            if isinstance(entry, dict) and str(entry.get("type")).lower() != "project":
                each = _locked(name, entry, lines.span("dependencies", framework, name, "resolved"))
                found.setdefault(each.package if isinstance(each, Pin) else each.why, each)
    return _manifest(found.values())


def _locked(name: str, entry: dict[str, Any], span: Span) -> Pin | Unresolved:
    known, version = canonical(name), entry.get("resolved")
    one = exact(version) if isinstance(version, str) else None
    if known is None or one is None:
        return Unresolved(span, f"{name[:80]!r} is no package at an exact version")
    needs, digest = entry.get("dependencies"), entry.get("contentHash")
    return Pin(
        Package("NuGet", known, one),
        span,
        direct=str(entry.get("type")).lower() == "direct",
        hashes=(f"sha512:{digest}",) if isinstance(digest, str) and digest else (),
        needs=tuple(each for each in map(canonical, needs if isinstance(needs, dict) else ()) if each),
    )


def parse_config(raw: bytes) -> Manifest:
    """One element for each package, asked for or not. Raises `Unparsable`."""
    top = root(raw)
    if top.name != "packages":
        raise Unparsable(f"its element is {top.name[:40]!r}, not 'packages'")
    found: list[Pin | Unresolved] = []
    for element in top.all("package"):
        few_enough(len(found))
        span = Span(element.line, element.line)
        known, one = canonical(element.attributes.get("id", "")), exact(element.attributes.get("version", ""))
        if known is None or one is None:
            found.append(Unresolved(span, f"{element.attributes.get('id', '')[:80]!r} is no package at an exact version"))
            continue
        scope = Scope.DEVELOPMENT if element.attributes.get("developmentDependency") == "true" else Scope.PRODUCTION
        found.append(Pin(Package("NuGet", known, one), span, scope=scope))
    return _manifest(found)


def _manifest(found: Iterable[Pin | Unresolved]) -> Manifest:
    every = list(found)
    pins = tuple(each for each in every if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in every if isinstance(each, Unresolved))))


FORMATS = (
    Format(
        "nuget-lock",
        lambda path: path.name.startswith("packages.") and path.name.endswith(".lock.json"),
        parse_lock,
        "dotnet add package {name} --version {version}",
    ),
    Format(
        "nuget-config",
        lambda path: path.name.lower() == "packages.config",
        parse_config,
        "nuget update packages.config -Id {name} -Version {version}",
    ),
)
