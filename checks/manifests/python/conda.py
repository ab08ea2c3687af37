"""conda's environment.yml with its part for pip, and conda-lock.yml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Package, Scope
from checks.manifests.manifest import Format, Include, Manifest, Pin, Unparsable, Unresolved, python_name, within_limits
from checks.manifests.nodes import mapping
from checks.manifests.python import requirements
from checks.manifests.values import address

if TYPE_CHECKING:
    from checks.core.place import RepoPath
    from checks.manifests.nodes import Node

_ENVIRONMENT = re.compile(r"(?:conda[-_.])?(?:environment|env)(?:[-_.][\w.-]+)?\.ya?ml", re.IGNORECASE)
_LOCK = re.compile(r"(?:[\w.-]+\.)?conda-lock\.ya?ml")
_CONCERNS = re.compile(rb"^[\"']?dependencies[\"']?[ \t]*:", re.MULTILINE)
MAX_SHOWN = 60


def parse_environment(raw: bytes) -> Manifest:
    """What pip installs is looked up; conda's own packages are listed, because no advisories are written for them. Raises `Unparsable`."""
    if not _CONCERNS.search(raw):
        return Manifest(())  # other programs use these names too
    said = mapping(raw)
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    includes: list[Include] = []
    for item in said.at("dependencies").items:
        if item.text:
            unresolved.append(Unresolved(item.span, f"a package of conda, for which there are no advisories: {item.text[:MAX_SHOWN]}"))
        for line in item.at("pip").items:
            part = requirements.parse(line.text.replace("\n", " ").encode("utf-8", "replace"))
            pins += [_moved(pin, line) for pin in part.pins]
            unresolved += [Unresolved(line.span, each.why, each.ecosystem, each.name) for each in part.not_understood]
            includes += [Include(each.target, line.span) for each in part.includes]
    return within_limits(Manifest(tuple(pins), tuple(unresolved), tuple(includes)))


def parse_lock(raw: bytes) -> Manifest:
    """Packages of pip are pins, those of conda are listed by one entry. Raises `Unparsable`."""
    said = mapping(raw)
    if "package" not in said.fields:
        raise Unparsable("no lock file of conda-lock: it has no packages")
    pins: dict[Package, Pin] = {}
    unresolved: list[Unresolved] = []
    others = 0
    for entry in said.at("package").items:
        name, version = entry.at("name").text, entry.at("version")
        if entry.at("manager").text != "pip":
            others += 1
        elif not name or not version.text:
            unresolved.append(Unresolved(entry.span, f"{name[:MAX_SHOWN] or 'a package'} has no version"))
        else:
            package = Package("PyPI", python_name(name), version.text)
            pins.setdefault(package, _locked(package, entry))
    if others:
        unresolved.append(Unresolved(said.at("package").span, f"{others} packages of conda, for which there are no advisories"))
    return within_limits(Manifest(tuple(pins.values()), tuple(unresolved)))


def _moved(pin: Pin, line: Node) -> Pin:
    return Pin(pin.package, line.span, pin.replaceable, direct=True, scope=pin.scope, hashes=pin.hashes)


def _locked(package: Package, entry: Node) -> Pin:
    """A package is in the file once for each platform; the first place stands for all."""
    category = entry.at("category").text
    scope = {"dev": Scope.DEVELOPMENT}.get(category, Scope.PRODUCTION if category in {"", "main"} else Scope.OPTIONAL)
    hashes = tuple(f"{kind}:{node.text}" for kind, node in entry.at("hash").fields.items() if node.text)
    needs = tuple(python_name(name) for name in entry.at("dependencies").fields)
    return Pin(package, entry.at("version").span, scope=scope, hashes=hashes, source=address(entry.at("url").text), needs=needs)


def environment(path: RepoPath) -> bool:
    """By the names that conda and its users give such a file."""
    return _ENVIRONMENT.fullmatch(path.name) is not None and path.folders[:1] != (".github",)


FORMATS = (
    Format("conda", environment, parse_environment, lock=False),
    Format("conda-lock", lambda path: _LOCK.fullmatch(path.name) is not None, parse_lock, "conda-lock lock --update {name}"),
)
