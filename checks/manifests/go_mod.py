"""Go's go.mod: the modules required, after replacement."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checks.core.dependency import Package
from checks.core.place import Span
from checks.manifests.manifest import Format, Manifest, Pin, Unresolved, decoded, within_limits

_BLOCK = re.compile(r"(\w+)\s*\(")
_REQUIRED = re.compile(r"(\S+)\s+(v\S+)")
_REPLACED = re.compile(r"(\S+)(?:\s+(v\S+))?\s*=>\s*(\S+)(?:\s+(v\S+))?")


@dataclass(slots=True)
class _Said:
    required: list[tuple[str, str, Span, bool]] = field(default_factory=list)
    replaced: dict[tuple[str, str], tuple[str, str, Span]] = field(default_factory=dict)


def parse(raw: bytes) -> Manifest:
    """Raises `Unparsable`. The `go` line is not read as a version of the standard library."""
    said = _Said()
    block = ""
    for number, physical in enumerate(decoded(raw).split("\n"), start=1):
        line, _, remark = physical.partition("//")
        line = line.strip()
        opened = _BLOCK.fullmatch(line)
        if opened:
            block = opened.group(1)
        elif line == ")":
            block = ""
        elif line:
            verb, _, rest = (block, "", line) if block else line.partition(" ")
            direct = remark.split()[:1] != ["indirect"]
            _note(verb, rest.strip().replace('"', ""), Span(number, number), said, direct=direct)
    return within_limits(_resolved(said))


def _note(verb: str, rest: str, span: Span, said: _Said, *, direct: bool) -> None:
    required = _REQUIRED.fullmatch(rest) if verb == "require" else None
    replaced = _REPLACED.fullmatch(rest) if verb == "replace" else None
    if required:
        said.required.append((required.group(1), required.group(2), span, direct))
    elif replaced:
        module, version, target, its = replaced.groups()
        said.replaced[(module, version or "")] = (target, its or "", span)


def _resolved(said: _Said) -> Manifest:
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for module, version, span, direct in said.required:
        other = said.replaced.get((module, version)) or said.replaced.get((module, ""))
        name, exact, place = other or (module, version, span)
        if exact:
            pins.append(Pin(Package("Go", name, exact.removeprefix("v")), place, direct=direct))
        else:
            unresolved.append(Unresolved(place, f"{module[:120]} is replaced by a folder"))
    return Manifest(tuple(pins), tuple(unresolved))


FORMAT = Format("go", lambda path: path.name == "go.mod", parse, "go get {name}@v{version}")
