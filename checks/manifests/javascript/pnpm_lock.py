"""The pnpm-lock.yaml of lock file versions 5 to 9."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Package, Scope
from checks.manifests.javascript.facts import hashes_of
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, within_limits
from checks.manifests.nodes import documents
from checks.manifests.values import address, scopes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checks.manifests.nodes import Node

_VERSION = r"(\d+\.\d+\.\d+[^\s/(_]*)"
# `/name/1.0.0_peers` until 5, `/name@1.0.0(peers)` in 6, the same without the slash since 9; a host in front names another registry.
_SLASHED = re.compile(rf"([^/\s]+\.[^/\s]+)?/((?:@[^/\s]+/)?[^/@\s]+)/{_VERSION}(?:_.*)?")
_ATTACHED = re.compile(rf"(?:([^/\s@]+\.[^/\s@]+)/|/)?((?:@[^/\s@]+/)?[^/@\s]+)@{_VERSION}(?:[(_].*)?")
# Peers make keys long, but never so long; taking one apart takes time that grows with its square.
MAX_KEY = 2_000
_SECTIONS = {Scope.PRODUCTION: "dependencies", Scope.OPTIONAL: "optionalDependencies", Scope.DEVELOPMENT: "devDependencies"}
_NEEDS = ("dependencies", "optionalDependencies")


def parse(raw: bytes) -> Manifest:
    """Everything in `packages` of each document; what an importer names is direct. Raises `Unparsable`."""
    parts = [_parsed(said) for said in documents(raw)]
    if not parts:
        raise Unparsable("it is empty")
    pins = tuple(pin for part in parts for pin in part.pins)
    return within_limits(Manifest(pins, tuple(entry for part in parts for entry in part.not_understood)))


def _parsed(said: Node) -> Manifest:
    if not said.at("lockfileVersion").text:
        raise Unparsable("no lock file of pnpm: it has no version")
    importers = [said, *said.at("importers").fields.values()]
    roots = {scope: [name for each in importers for name in each.at(kind).fields] for scope, kind in _SECTIONS.items()}
    needs = _graph(said)
    told = scopes(needs, roots)
    direct = {(name, _bare(node)) for each in importers for kind in _SECTIONS.values() for name, node in each.at(kind).fields.items()}
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for key, node in said.at("packages").fields.items():
        found = _entry(key, node, told)
        if isinstance(found, Unresolved):
            unresolved.append(found)
            continue
        package, scope, source = found
        asked = (package.name, package.version) in direct
        hashes = hashes_of(node.at("resolution", "integrity").text)
        script = node.at("requiresBuild").text == "true"
        wants = tuple(needs.get(package.name, ()))
        pins.append(
            Pin(package, node.span, direct=asked, scope=scope, hashes=hashes, source=source, needs=wants, install_script=script),
        )
    return Manifest(tuple(pins), tuple(unresolved))


def _entry(key: str, node: Node, told: Mapping[str, Scope]) -> tuple[Package, Scope, str] | Unresolved:
    found = _named(key)
    resolution = node.at("resolution")
    if not found or resolution.at("type").text or resolution.at("directory").text:
        return Unresolved(node.span, f"{key[:80]} does not come from a registry")
    name = found[2]
    if node.at("dev").text == "true":
        scope = Scope.DEVELOPMENT
    elif node.at("optional").text == "true":
        scope = Scope.OPTIONAL
    else:
        scope = told.get(name, Scope.PRODUCTION)
    return Package("npm", name, found[3]), scope, address(resolution.at("tarball").text) or (found[1] or "")


def _graph(said: Node) -> dict[str, list[str]]:
    """What each package needs, by name: all of its versions together."""
    found: dict[str, list[str]] = {}
    for part in ("packages", "snapshots"):
        for key, node in said.at(part).fields.items():
            named = _named(key)
            if named:
                found.setdefault(named[2], []).extend(name for kind in _NEEDS for name in node.at(kind).fields)
    return {name: list(dict.fromkeys(its)) for name, its in found.items()}


def _named(key: str) -> re.Match[str] | None:
    """Registry, name and version."""
    return None if len(key) > MAX_KEY else _SLASHED.fullmatch(key) or _ATTACHED.fullmatch(key)


def _bare(node: Node) -> str:
    """The version an importer got, without its peers."""
    return re.split(r"[(_]", node.at("version").text or node.text)[0]


FORMAT = Format("pnpm", lambda path: path.name == "pnpm-lock.yaml", parse, "pnpm update {name}@{version}")
