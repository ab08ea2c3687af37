"""Dart's pubspec.lock."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Package, Scope
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, few_enough, within_limits
from checks.manifests.nodes import mapping
from checks.manifests.values import address

if TYPE_CHECKING:
    from checks.manifests.nodes import Node

_NAME = re.compile(r"[A-Za-z_]\w{0,199}")
_VERSION = re.compile(r"[0-9][\w.+-]{0,99}")


def parse(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    top = mapping(raw)
    if "packages" not in top.fields:
        raise Unparsable("it holds no 'packages'")
    packages = top.at("packages").fields
    few_enough(len(packages))
    found = [_entry(name, node) for name, node in packages.items()]
    pins = tuple(each for each in found if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved))))


def _entry(name: str, node: Node) -> Pin | Unresolved:
    version, source = node.at("version"), node.at("source").text
    if not _NAME.fullmatch(name):
        return Unresolved(node.span, f"{name[:80]!r} is no name of a package")
    if source != "hosted":
        why = "comes with the SDK" if source == "sdk" else "does not come from a registry"
        return Unresolved(node.span, f"{name} {why}", "Pub", name)
    if not _VERSION.fullmatch(version.text):
        return Unresolved(node.span, f"{name} is no package at an exact version", "Pub", name)
    word, digest = node.at("dependency").text, node.at("description", "sha256").text
    return Pin(
        Package("Pub", name, version.text),
        version.span,
        direct=word.startswith("direct"),
        scope=Scope.DEVELOPMENT if word == "direct dev" else Scope.PRODUCTION,
        hashes=(f"sha256:{digest}",) if digest else (),
        source=address(node.at("description", "url").text),
    )


FORMAT = Format("pub", lambda path: path.name == "pubspec.lock", parse, "dart pub upgrade {name}")
