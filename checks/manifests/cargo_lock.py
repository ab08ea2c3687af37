"""Cargo's Cargo.lock."""

from __future__ import annotations

from checks.core.dependency import Package
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, within_limits
from checks.manifests.tables import packages


def parse(raw: bytes) -> Manifest:
    """A package without a source is a member of the workspace. Raises `Unparsable`."""
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for table, span in packages(raw, "package"):
        name, version, source = table.get("name"), table.get("version"), table.get("source")
        if not isinstance(name, str) or not isinstance(version, str):
            raise Unparsable(f"line {span.first}: a package without name or version")
        if source is None:
            continue
        if isinstance(source, str) and source.startswith(("registry+", "sparse+")):
            pins.append(Pin(Package("crates.io", name, version), span))
        else:
            unresolved.append(Unresolved(span, f"{name[:80]} does not come from a registry"))
    return within_limits(Manifest(tuple(pins), tuple(unresolved)))


FORMAT = Format("cargo", lambda path: path.name == "Cargo.lock", parse, "cargo update -p {name} --precise {version}")
