"""Conan's conan.lock, of version 2 and of version 1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Package, Scope
from checks.manifests.json_lines import located
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, few_enough, within_limits
from checks.manifests.values import table, text

if TYPE_CHECKING:
    from checks.core.place import Span

_BUILDING = ("build_requires", "python_requires", "config_requires")
_KINDS = (("requires", Scope.PRODUCTION), *((word, Scope.BUILD) for word in _BUILDING))
_REFERENCE = re.compile(r"([a-z0-9_][a-z0-9_+.-]{1,100})/([A-Za-z0-9_][\w+.-]{0,100})(?:@([^#%]{0,200}))?(?:#([0-9a-f]*))?(?:%[\d.]*)?")


def parse(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    said, lines = located(raw)
    nodes = table(said.get("graph_lock")).get("nodes")
    found: list[tuple[str, Span, Scope]] = []
    if isinstance(nodes, dict):
        for key, node in nodes.items():
            reference = text(table(node).get("ref"))
            if reference and table(node).get("path") is None:  # the project itself has a path
                found.append((reference, lines.span("graph_lock", "nodes", key, "ref"), Scope.PRODUCTION))
    elif not any(isinstance(said.get(kind), list) for kind, _ in _KINDS):
        raise Unparsable("it holds neither 'requires' nor 'graph_lock'")
    for kind, scope in _KINDS:
        entries = said.get(kind)
        for place, entry in enumerate(entries if isinstance(entries, list) else ()):
            found.append((text(entry[0] if isinstance(entry, list) and entry else entry), lines.span(kind, place), scope))
    few_enough(len(found))
    told = [_entry(*each) for each in found]
    pins = tuple(each for each in told if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in told if isinstance(each, Unresolved))))


def _entry(reference: str, span: Span, scope: Scope) -> Pin | Unresolved:
    """`name/version@user/channel#revision%time`; what has a user is not from the public centre. A revision is a digest of the recipe."""
    read = _REFERENCE.fullmatch(reference)
    if read is None:
        return Unresolved(span, f"{reference[:80]!r} is no package at an exact version")
    name, version, user, _ = read.groups()
    if user and user != "_/_":
        return Unresolved(span, f"{name} is published by {user[:80]}, not by the public centre", "ConanCenter", name)
    return Pin(Package("ConanCenter", name, version), span, scope=scope)


FORMAT = Format("conan", lambda path: path.name == "conan.lock", parse, "conan lock add --requires={name}/{version}")
