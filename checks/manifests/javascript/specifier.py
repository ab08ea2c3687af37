"""What package.json writes behind a package's name: an exact version, a range, or another place altogether."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Package, Scope
from checks.manifests.manifest import Pin, Unresolved
from checks.manifests.values import address

if TYPE_CHECKING:
    from checks.core.place import Span

# Both parts absent: an exact version has all three numbers.
_EXACT = re.compile(r"\s*+=?\s*+v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)\s*")
_OWN = ("workspace:", "link:", "portal:", "file:", "./", "../", "~/", "/")
_SHORTHAND = re.compile(r"[\w.-]+/[\w.-]+(?:#.*)?")
_ADDRESS = re.compile(r"[a-z+]+://|git@|(?:git|github|gitlab|bitbucket|gist|https?):")
MAX_NAMED = 100


def entry(name: str, wanted: str, span: Span, scope: Scope, *, replaceable: bool) -> Pin | Unresolved:
    """The package asked for; `npm:` gives the real name behind an alias."""
    real, spec = name, wanted
    if wanted.startswith("npm:"):
        inner = wanted.removeprefix("npm:")
        at = inner.find("@", 1)
        real, spec = (inner, "") if at < 0 else (inner[:at], inner[at + 1 :])
    exact = _EXACT.fullmatch(spec)
    shown = real[:MAX_NAMED]
    if exact and real:
        return Pin(Package("npm", real, exact[1]), span, replaceable, direct=True, scope=scope)
    if spec.startswith(_OWN):
        return Unresolved(span, f"{shown} lies in the repository or on the machine: {spec.partition(':')[0][:20]}")
    if _ADDRESS.match(spec) or _SHORTHAND.fullmatch(spec):
        return Unresolved(span, f"{shown} comes from an address, not from a registry: {address(spec)[:MAX_NAMED]}")
    if not real:
        return Unresolved(span, "a package without a name")
    return Unresolved(span, f"{shown} names no exact version", "npm", real)
