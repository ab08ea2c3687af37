"""Elixir's mix.lock."""

from __future__ import annotations

import re

from checks.core.dependency import Package
from checks.core.place import Span
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, decoded, few_enough, within_limits

MAX_LINE = 100_000
_ENTRY = re.compile(r'\s*+"([\w.-]{1,200})":\s*+\{:(\w+),')
_HEX = re.compile(
    r'\s*+:"?([\w.-]{1,200})"?,\s*+"([0-9][\w.+-]{0,100})",\s*+"(\w*)",\s*+\[[^\]]{0,500}\],'
    r'\s*+\[(.*)\](?:,\s*+"([^"]*)"(?:,\s*+"(\w*)")?)?\},?\s*'
)
_NEED = re.compile(r'\{:"?([\w.-]{1,200})"?,')


def parse(raw: bytes) -> Manifest:
    """One package on a line, as mix writes it. Raises `Unparsable`."""
    text = decoded(raw)
    if not text.lstrip().startswith("%{"):
        raise Unparsable("it does not begin as a lock file of mix does")
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for number, line in enumerate(text.split("\n"), start=1):
        found = _entry(line, Span(number, number)) if line.lstrip().startswith('"') else None
        few_enough(len(pins) + len(unresolved))
        if isinstance(found, Pin):
            pins.append(found)
        elif found is not None:
            unresolved.append(found)
    return within_limits(Manifest(tuple(pins), tuple(unresolved)))


def _entry(line: str, span: Span) -> Pin | Unresolved:
    """A package may be used under another name than the registry's."""
    begun = _ENTRY.match(line)
    if begun is None or len(line) > MAX_LINE:
        return Unresolved(span, f"{line.strip()[:80]!r} is no entry that mix writes")
    if begun.group(2) != "hex":
        return Unresolved(span, f"{begun.group(1)} does not come from a registry", "Hex", begun.group(1))
    told = _HEX.fullmatch(line, begun.end())
    if told is None:
        return Unresolved(span, f"{begun.group(1)} is no package at an exact version", "Hex", begun.group(1))
    name, version, inner, needs, repository, outer = told.groups()
    digest = outer or inner
    return Pin(
        Package("Hex", name, version),
        span,
        hashes=(f"sha256:{digest}",) if digest else (),
        source=repository or "",
        needs=tuple(_NEED.findall(needs)),
    )


FORMAT = Format("mix", lambda path: path.name == "mix.lock", parse, "mix deps.update {name}")
