"""Cargo's Cargo.lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checks.core.dependency import Package
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, within_limits
from checks.manifests.tables import packages
from checks.manifests.values import address, text, texts

if TYPE_CHECKING:
    from checks.core.place import Span

_REGISTRIES = ("registry+", "sparse+")


def parse(raw: bytes) -> Manifest:
    """A package without a source is a member of the workspace; what one of them needs is direct. Raises `Unparsable`."""
    entries = list(packages(raw, "package"))
    own = [entry for entry, _ in entries if entry.get("source") is None]
    # `name`, or `name version` where the file holds several of that name.
    wanted = {" ".join(each.split()[:2]) for entry in own for each in texts(entry.get("dependencies"))}
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for entry, span in entries:
        if not text(entry.get("name")) or not text(entry.get("version")):
            raise Unparsable(f"line {span.first}: a package without name or version")
        if entry.get("source") is None:
            continue
        if text(entry.get("source")).startswith(_REGISTRIES):
            pins.append(_pin(entry, span, wanted if own else None))
        else:
            unresolved.append(Unresolved(span, f"{entry['name'][:80]} does not come from a registry"))
    return within_limits(Manifest(tuple(pins), tuple(unresolved)))


def _pin(entry: dict[str, Any], span: Span, wanted: set[str] | None) -> Pin:
    name, version = entry["name"], entry["version"]
    checksum = text(entry.get("checksum"))
    needs = (each.split(" ", 1)[0] for each in texts(entry.get("dependencies")))
    return Pin(
        Package("crates.io", name, version),
        span,
        direct=None if wanted is None else not wanted.isdisjoint({name, f"{name} {version}"}),
        hashes=(f"sha256:{checksum}",) if checksum else (),
        source=address(entry["source"].partition("+")[2]),
        needs=tuple(dict.fromkeys(each for each in needs if each)),
    )


FORMAT = Format("cargo", lambda path: path.name == "Cargo.lock", parse, "cargo update -p {name} --precise {version}")
