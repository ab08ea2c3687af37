"""Yarn's yarn.lock: the format of its own of Yarn 1, and the YAML of those since."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checks.core.dependency import Package
from checks.core.place import Span
from checks.manifests.javascript import yarn_berry
from checks.manifests.javascript.facts import hashes_of
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, decoded, few_enough
from checks.manifests.values import address

_BERRY = re.compile(r"^__metadata:", re.MULTILINE)
_FIELD = re.compile(r'  ("[^"\n]*"|[^\s":]+) (.+)')
_NEED = re.compile(r'    ("[^"\n]*"|[^\s"]+) .+')


@dataclass(slots=True)
class _Entry:
    asked: str
    span: Span
    facts: dict[str, str] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)


def parse(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    text = decoded(raw)
    if _BERRY.search(text):
        return yarn_berry.parse(raw)
    found = [_judged(each) for each in _entries(text)]
    pins = tuple(each for each in found if isinstance(each, Pin))
    return Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved)))


def _entries(text: str) -> list[_Entry]:
    """Each block that begins at the margin; its facts are two blanks in, what it needs four."""
    found: list[_Entry] = []
    for number, physical in enumerate(text.split("\n"), start=1):
        line = physical.rstrip()
        if not line or line.startswith("#"):
            continue
        if not line.startswith(" ") and line.endswith(":"):
            few_enough(len(found) + 1)
            found.append(_Entry(line[:-1].partition(",")[0].strip().strip('"'), Span(number, number)))
        elif found and line.startswith(" "):
            _note(found[-1], line, number)
        else:
            raise Unparsable(f"line {number} is no entry of yarn.lock")
    return found


def _note(entry: _Entry, line: str, number: int) -> None:
    fact, need = _FIELD.fullmatch(line), _NEED.fullmatch(line)
    if fact:
        name = fact[1].strip('"')
        entry.facts[name] = fact[2].strip().strip('"')
        if name == "version":
            entry.span = Span(number, number)
    elif need:
        entry.needs.append(need[1].strip('"'))


def _judged(entry: _Entry) -> Pin | Unresolved:
    """`alias@npm:real@range` carries the real name inside."""
    name, wanted = parted(entry.asked)
    if wanted.startswith("npm:"):
        name, _ = parted(wanted.removeprefix("npm:"))
    version, resolved = entry.facts.get("version", ""), entry.facts.get("resolved", "")
    elsewhere = ":" in wanted.removeprefix("npm:") or "/" in wanted or (resolved and not resolved.startswith(("https://", "http://")))
    if not name or not version or (elsewhere and not wanted.startswith("npm:")):
        return Unresolved(entry.span, f"{name[:80] or 'an entry'} does not come from a registry")
    return Pin(
        Package("npm", name, version),
        entry.span,
        hashes=hashes_of(entry.facts.get("integrity")),
        source=address(resolved),
        needs=tuple(dict.fromkeys(entry.needs)),
    )


def parted(asked: str) -> tuple[str, str]:
    """`name@range` as its two parts; the `@` of a scope is part of the name."""
    at = asked.find("@", 1)
    return (asked, "") if at < 0 else (asked[:at], asked[at + 1 :])


FORMAT = Format("yarn", lambda path: path.name == "yarn.lock", parse, "yarn upgrade {name}@{version}")
