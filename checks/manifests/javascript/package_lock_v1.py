"""npm's lock files of version 1: packages inside the packages that brought them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checks.core.dependency import Package
from checks.core.place import Span
from checks.manifests.javascript.facts import hashes_of, scope_of
from checks.manifests.manifest import Manifest, Pin, Unresolved, few_enough
from checks.manifests.objects import spans
from checks.manifests.values import address, table, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def parsed(written: str, said: dict[str, Any]) -> Manifest:
    """What stands in `dependencies`, at every depth; which of it the project asks for is not told. Raises `Unparsable`."""
    lines = {name: iter(its) for name, its in spans(written).items()}
    found: list[Pin | Unresolved] = []
    for name, entry in _below(said):
        few_enough(len(found))
        found.append(_entry(name, entry, lines))
    return Manifest(tuple(each for each in found if isinstance(each, Pin)), tuple(each for each in found if isinstance(each, Unresolved)))


def _below(said: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """In the order of the text, which is how lines are found."""
    waiting = [iter(table(said.get("dependencies")).items())]
    while waiting:
        following = next(waiting[-1], None)
        if following is None:
            waiting.pop()
            continue
        yield following[0], table(following[1])
        waiting.append(iter(table(table(following[1]).get("dependencies")).items()))


def _entry(name: str, entry: dict[str, Any], lines: Mapping[str, Iterator[Span]]) -> Pin | Unresolved:
    """`version` holds an address where the package does not come from a registry, and the real name of an alias."""
    span = next(lines.get(name, iter(())), Span(1, 1))
    version, real = text(entry.get("version")), name
    if version.startswith("npm:"):
        real, _, version = version.removeprefix("npm:").rpartition("@")
    if not real or not version or ":" in version or "/" in version:
        return Unresolved(span, f"{name[:80]} does not come from a registry")
    return Pin(
        Package("npm", real, version),
        span,
        scope=scope_of(entry),
        hashes=hashes_of(entry.get("integrity")),
        source=address(entry.get("resolved")),
        needs=tuple(table(entry.get("requires"))),
    )
