"""The charts that a Helm chart is made of: Chart.lock and Chart.yaml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Package
from checks.manifests.manifest import Format, Manifest, Pin, Unresolved, few_enough, within_limits
from checks.manifests.nodes import mapping
from checks.manifests.values import address

if TYPE_CHECKING:
    from checks.manifests.nodes import Node

_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,199}")
_EXACT = re.compile(r"=?\s*v?([0-9]+\.[0-9]+\.[0-9]+(?:[-+][\w.+-]{1,100})?)")


def parse(raw: bytes) -> Manifest:
    """A chart that lies in a folder is a part of this one. Raises `Unparsable`."""
    entries = mapping(raw).at("dependencies").items
    few_enough(len(entries))
    found = [_entry(each) for each in entries if not each.at("repository").text.startswith("file:") and (each.fields or each.text)]
    pins = tuple(each for each in found if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved))))


def _entry(node: Node) -> Pin | Unresolved:
    name, version = node.at("name").text, node.at("version")
    if not _NAME.fullmatch(name):
        return Unresolved(node.span, f"{name[:80]!r} is no name of a chart")
    exact = _EXACT.fullmatch(version.text)
    if exact is None:
        return Unresolved(version.span, f"{name}: {version.text[:80]!r} is not one exact version", "Helm", name)
    return Pin(Package("Helm", name, exact.group(1)), version.span, direct=True, source=address(node.at("repository").text))


FORMATS = (
    Format("helm-lock", lambda path: path.name == "Chart.lock", parse, "helm dependency update"),
    Format("helm", lambda path: path.name == "Chart.yaml", parse, lock=False),
)
