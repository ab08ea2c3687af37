"""Bundler's Gemfile.lock (and gems.locked)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from checks.core.dependency import Package
from checks.core.place import Span
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, decoded, few_enough, within_limits
from checks.manifests.values import address

_NAME = r"([A-Za-z0-9_][\w.\-]{0,199})"
_SPEC = re.compile(rf"    {_NAME} \(([^()\s]{{1,200}})\)")
_NEED = re.compile(rf"      {_NAME}(?: \([^()]{{0,500}}\))?")
_ASKED = re.compile(rf"  {_NAME}!?(?: \([^()]{{0,500}}\))?!?")
_CHECKSUM = re.compile(rf"  {_NAME} \(([^()\s]{{1,200}})\)(?: (\w+)=(\S{{1,500}}))?")
_SECTION = re.compile(r"[A-Z][A-Z ]*")
_PLACES = frozenset({"GEM", "GIT", "PATH", "PLUGIN SOURCE"})
_PARTS = re.compile(r"([0-9][0-9A-Za-z.]*)(?:-(\S+))?")


@dataclass(slots=True)
class _Said:
    """A gem that is built for several platforms is one package. The last three: where in the file we are."""

    pins: dict[Package, Pin] = field(default_factory=dict)
    unresolved: list[Unresolved] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    hashes: dict[Package, list[str]] = field(default_factory=dict)
    needs: dict[Package, dict[str, None]] = field(default_factory=dict)
    sections: set[str] = field(default_factory=set)
    section: str = ""
    remote: str = ""
    latest: Package | None = None


def parse(raw: bytes) -> Manifest:
    """What lies in the folder of the project itself is the project. Raises `Unparsable`."""
    said = _Said()
    for number, physical in enumerate(decoded(raw).split("\n"), start=1):
        line = physical.rstrip()
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            raise Unparsable(f"line {number} is left from a merge")
        if _SECTION.fullmatch(line):
            said.section, said.remote, said.latest = line, "", None
            said.sections.add(line)
        elif line.startswith("  remote: "):
            said.remote = line.removeprefix("  remote: ")
        elif said.section in _PLACES:
            _place(line, Span(number, number), said)
        else:
            _note(line, said)
    if not said.sections & {*_PLACES, "DEPENDENCIES", "PLATFORMS"}:
        raise Unparsable("it holds no section that a lock file of Bundler has")
    return within_limits(_manifest(said))


def _place(line: str, span: Span, said: _Said) -> None:
    """A gem, or below it what it needs."""
    spec, need = _SPEC.fullmatch(line), _NEED.fullmatch(line)
    if spec:
        few_enough(len(said.pins) + len(said.unresolved))
        said.latest = _specified(said, spec.group(1), spec.group(2), span)
    elif need and said.latest is not None:
        said.needs.setdefault(said.latest, {})[need.group(1)] = None
    elif line.startswith("    ") and line[4:5].strip():
        few_enough(len(said.unresolved))
        said.latest = None
        said.unresolved.append(Unresolved(span, f"{line.strip()[:80]!r} is no package at an exact version"))


def _specified(said: _Said, name: str, version: str, span: Span) -> Package | None:
    parts = _PARTS.fullmatch(version)
    if said.section == "PATH" and said.remote == ".":
        return None
    if said.section != "GEM" or parts is None:
        why = "is no package at an exact version" if said.section == "GEM" else "does not come from a registry"
        said.unresolved.append(Unresolved(span, f"{name} {why}", "RubyGems", name))
        return None
    package = Package("RubyGems", name, parts.group(1))
    said.pins.setdefault(package, Pin(package, span, source=address(said.remote)))
    return package


def _note(line: str, said: _Said) -> None:
    asked = _ASKED.fullmatch(line) if said.section == "DEPENDENCIES" else None
    checksum = _CHECKSUM.fullmatch(line) if said.section == "CHECKSUMS" else None
    if asked:
        said.asked.add(asked.group(1))
    elif checksum and checksum.group(3):
        name, version, algorithm, digest = checksum.groups()
        said.hashes.setdefault(Package("RubyGems", name, version.partition("-")[0]), []).append(f"{algorithm}:{digest}")


def _manifest(said: _Said) -> Manifest:
    told = "DEPENDENCIES" in said.sections
    pins = (
        replace(
            pin,
            direct=package.name in said.asked if told else None,
            hashes=tuple(said.hashes.get(package, ())),
            needs=tuple(said.needs.get(package, ())),
        )
        for package, pin in said.pins.items()
    )
    return Manifest(tuple(pins), tuple(said.unresolved))


FORMAT = Format("bundler", lambda path: path.name in {"Gemfile.lock", "gems.locked"}, parse, "bundle update --conservative {name}")
