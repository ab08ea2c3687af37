"""The yarn.lock of Yarn 2 and later."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Package
from checks.manifests.manifest import Manifest, Pin, Unresolved, within_limits
from checks.manifests.nodes import mapping

if TYPE_CHECKING:
    from checks.manifests.nodes import Node

_RESOLVED = re.compile(r"(@?[^@]+)@([a-z+]+):(.*)", re.DOTALL)
_OWN = frozenset({"workspace", "link", "portal"})
_NEEDS = ("dependencies", "optionalDependencies")


def parse(raw: bytes) -> Manifest:
    """The `resolution` says what an entry is; what a workspace needs is direct. Raises `Unparsable`."""
    entries = {key: node for key, node in mapping(raw).fields.items() if key != "__metadata"}
    direct = {name for node in entries.values() if _protocol(node) == "workspace" for name in _needs(node)}
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for key, node in entries.items():
        if _protocol(node) in _OWN:
            continue
        found = _entry(key, node, direct)
        if isinstance(found, Pin):
            pins.append(found)
        else:
            unresolved.append(found)
    return within_limits(Manifest(tuple(pins), tuple(unresolved)))


def _entry(key: str, node: Node, direct: set[str]) -> Pin | Unresolved:
    """A patched package is the release that an entry of its own names, so it is listed and not named twice."""
    resolved = _RESOLVED.fullmatch(node.at("resolution").text)
    name = resolved[1] if resolved else key
    version, where = node.at("version"), resolved[2] if resolved else "somewhere"
    if where == "patch":
        return Unresolved(version.span, f"{name[:80]} is patched here; the release below has an entry of its own")
    if where != "npm" or not version.text:
        return Unresolved(version.span, f"{name[:80]} does not come from a registry")
    asked = key.partition(",")[0].strip()
    checksum = node.at("checksum").text.rpartition("/")[2]
    return Pin(
        Package("npm", name, version.text),
        version.span,
        direct=_name(asked) in direct or name in direct,
        hashes=(f"sha512:{checksum}",) if checksum else (),
        needs=tuple(_needs(node)),
    )


def _protocol(node: Node) -> str:
    resolved = _RESOLVED.fullmatch(node.at("resolution").text)
    return resolved[2] if resolved else ""


def _needs(node: Node) -> list[str]:
    return list(dict.fromkeys(name for kind in _NEEDS for name in node.at(kind).fields))


def _name(asked: str) -> str:
    at = asked.find("@", 1)
    return asked if at < 0 else asked[:at]
