"""Swift's Package.resolved, versions 1 to 3."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checks.core.dependency import Package
from checks.manifests.json_lines import located
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, few_enough, within_limits
from checks.manifests.values import address, table, text

if TYPE_CHECKING:
    from checks.core.place import Span

_PLACE = re.compile(r"(?:(?:https?|ssh|git)://|git@)([\w.-]+)(?::\d+)?[:/]([\w./~-]+)")
_VERSION = re.compile(r"v?([0-9][\w.+-]{0,99})")


def parse(raw: bytes) -> Manifest:
    """A package is known by where its source lies. Raises `Unparsable`."""
    said, lines = located(raw)
    way: tuple[str, ...] = ("object", "pins") if "object" in said else ("pins",)
    entries = table(said.get("object")).get("pins") if "object" in said else said.get("pins")
    if not isinstance(entries, list):
        raise Unparsable("it holds no 'pins'")
    few_enough(len(entries))
    found = [_entry(table(entry), lines.span(*way, place, "state", "version")) for place, entry in enumerate(entries)]
    pins = tuple(each for each in found if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved))))


def _entry(entry: dict[str, Any], span: Span) -> Pin | Unresolved:
    location = address(entry.get("location") or entry.get("repositoryURL"))
    label = (text(entry.get("identity")) or text(entry.get("package")) or location)[:80]
    # Without its user, `git@host:path` is `host:path`.
    place = _PLACE.fullmatch(text(entry.get("location")) or text(entry.get("repositoryURL"))) or _PLACE.fullmatch(location)
    version = _VERSION.fullmatch(text(table(entry.get("state")).get("version")))
    if place is None:
        return Unresolved(span, f"{label!r} does not come from an address that anybody can look up")
    name = f"{place.group(1).lower()}/{place.group(2).strip('/').removesuffix('.git')}"
    if version is None:
        return Unresolved(span, f"{label} is a branch or a commit, not a version", "SwiftURL", name)
    return Pin(Package("SwiftURL", name, version.group(1)), span, source=location)


FORMAT = Format("swift", lambda path: path.name == "Package.resolved", parse, "swift package update")
