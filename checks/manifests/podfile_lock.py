"""CocoaPods' Podfile.lock."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Package
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, few_enough, within_limits
from checks.manifests.nodes import mapping

if TYPE_CHECKING:
    from checks.core.place import Span
    from checks.manifests.nodes import Node

_POD = re.compile(r"([\w.+/-]{1,200}) \(([0-9][\w.+-]{0,99})\)")


def parse(raw: bytes) -> Manifest:
    """A pod's parts are one package. Raises `Unparsable`."""
    top = mapping(raw)
    if "PODS" not in top.fields:
        raise Unparsable("it holds no 'PODS'")
    asked = {_name(each) for each in top.at("DEPENDENCIES").texts}
    elsewhere = set(top.at("EXTERNAL SOURCES").fields)
    found: dict[str, Pin | Unresolved] = {}
    for item in top.at("PODS").items:
        for label, node in item.fields.items() if item.fields else ((item.text, item),):
            few_enough(len(found))
            each = _entry(label, node.span, elsewhere)
            if isinstance(each, Pin):
                name = each.package.name
                each = Pin(each.package, each.span, direct=name in asked, hashes=_hashes(top, name), needs=_needs(node, name))
            found.setdefault(_name(label), each)
    pins = tuple(each for each in found.values() if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in found.values() if isinstance(each, Unresolved))))


def _entry(label: str, span: Span, elsewhere: set[str]) -> Pin | Unresolved:
    pod = _POD.fullmatch(label)
    name = _name(label)
    if pod is None:
        return Unresolved(span, f"{label[:80]!r} is no package at an exact version")
    if name in elsewhere:
        return Unresolved(span, f"{name} does not come from a registry", "CocoaPods", name)
    return Pin(Package("CocoaPods", name, pod.group(2)), span)


def _hashes(top: Node, name: str) -> tuple[str, ...]:
    digest = top.at("SPEC CHECKSUMS", name).text
    return (f"sha1:{digest}",) if digest else ()


def _needs(node: Node, name: str) -> tuple[str, ...]:
    return tuple(each for each in dict.fromkeys(map(_name, node.texts)) if each != name)


def _name(label: str) -> str:
    return label.partition(" ")[0].partition("/")[0]


FORMAT = Format("cocoapods", lambda path: path.name == "Podfile.lock", parse, "pod update {name}")
