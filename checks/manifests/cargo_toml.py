"""Cargo.toml: only `=1.2.3` is exact there, everything else is settled by Cargo.lock."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checks.core.dependency import Package, Scope
from checks.manifests.manifest import Format, Manifest, Pin, Unresolved, few_enough, within_limits
from checks.manifests.tables import document
from checks.manifests.toml_lines import lines_of
from checks.manifests.values import table, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.manifests.toml_lines import Lines

_NAME = re.compile(r"[A-Za-z0-9_][\w-]{0,99}")
_EXACT = re.compile(r"=\s*([0-9]+\.[0-9]+\.[0-9]+(?:[-+][\w.+-]{1,100})?)")
_SECTIONS = (("dependencies", Scope.PRODUCTION), ("dev-dependencies", Scope.DEVELOPMENT), ("build-dependencies", Scope.BUILD))


def parse(raw: bytes) -> Manifest:
    """What lies in a folder is a part of the project. Raises `Unparsable`."""
    source, said = document(raw)
    wanted = list(_wanted(said))
    few_enough(len(wanted))
    lines = lines_of(source)
    found = [_entry(way, entry, scope, lines) for way, entry, scope in wanted if not _is_own(entry)]
    pins = tuple(each for each in found if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved))))


def _wanted(said: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], object, Scope]]:
    """The way to each entry, with its name at the end."""
    holders: list[tuple[tuple[str, ...], dict[str, Any]]] = [((), said), (("workspace",), table(said.get("workspace")))]
    holders += [(("target", name), table(each)) for name, each in table(said.get("target")).items()]
    for way, holder in holders:
        for section, scope in _SECTIONS:
            for word in dict.fromkeys((section, section.replace("-", "_"))):
                for name, entry in table(holder.get(word)).items():
                    yield (*way, word, name), entry, scope


def _entry(way: tuple[str, ...], entry: object, scope: Scope, lines: Lines) -> Pin | Unresolved:
    facts = table(entry)
    name = text(facts.get("package")) or way[-1]
    span = lines.of(*way, "version") if facts.get("version") else lines.of(*way)
    if not _NAME.fullmatch(name):
        return Unresolved(span, f"{name[:80]!r} is no name of a package")
    if "git" in facts or "registry" in facts:
        return Unresolved(span, f"{name} does not come from the public registry", "crates.io", name)
    requirement = text(entry) or text(facts.get("version"))
    exact = _EXACT.fullmatch(requirement.strip())
    if exact is None:
        why = "has the workspace's version" if facts.get("workspace") is True else f"{requirement[:80]!r} is not one exact version"
        return Unresolved(span, f"{name}: {why}", "crates.io", name)
    kind = Scope.OPTIONAL if facts.get("optional") is True else scope
    return Pin(Package("crates.io", name, exact.group(1)), span, replaceable=True, direct=True, scope=kind)


def _is_own(entry: object) -> bool:
    return bool(table(entry).get("path"))


FORMAT = Format("cargo-manifest", lambda path: path.name == "Cargo.toml", parse, lock=False)
