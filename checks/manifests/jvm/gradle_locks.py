"""Gradle's lock files (gradle.lockfile, buildscript-gradle.lockfile) and its verification-metadata.xml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Package, Scope
from checks.core.place import Span
from checks.manifests.jvm.coordinates import NAME, exact
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, decoded, few_enough, within_limits
from checks.manifests.markup import Element, root

if TYPE_CHECKING:
    from collections.abc import Collection

_LOCKED = re.compile(r"([^:=\s]+):([^:=\s]+):([^:=\s]+)=(\S*)")
# Configurations that only compiling needs.
_COMPILING = re.compile(r"(?:\w*?compileClasspath|\w*?compileOnly\w*|\w*?annotationProcessor|kapt\w*|ksp\w*|classpath)", re.IGNORECASE)
_DIGESTS = frozenset({"md5", "sha1", "sha256", "sha512"})


def parse_lock(raw: bytes) -> Manifest:
    """One line for each module, with the configurations that it is locked for. Raises `Unparsable`."""
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for number, line in enumerate(decoded(raw).split("\n"), start=1):
        text = line.strip()
        if not text or text.startswith(("#", "empty=")):
            continue
        few_enough(len(pins) + len(unresolved))
        found = _LOCKED.fullmatch(text)
        if found is None:
            raise Unparsable(f"line {number} is no locked module: {text[:80]!r}")
        group, name, version, configurations = found.groups()
        pin = _pin((group, name, version), Span(number, number), _scope(configurations.split(",")))
        if isinstance(pin, Pin):
            pins.append(pin)
        else:
            unresolved.append(pin)
    return within_limits(Manifest(tuple(pins), tuple(unresolved)))


def parse_verification(raw: bytes) -> Manifest:
    """Each module that a build may use, with the digests of its files; it says nothing of what for. Raises `Unparsable`."""
    top = root(raw)
    if top.name != "verification-metadata":
        raise Unparsable(f"its element is {top.name[:40]!r}, not 'verification-metadata'")
    components = list(top.all("components", "component"))
    few_enough(len(components))
    found = [_component(each) for each in components]
    pins = tuple(each for each in found if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved))))


def _component(element: Element) -> Pin | Unresolved:
    group, name, version = (element.attributes.get(key, "") for key in ("group", "name", "version"))
    span = Span(element.line, element.line)
    digests = [each for artifact in element.all("artifact") for each in artifact.children if each.name in _DIGESTS]
    hashes = tuple(f"{each.name}:{each.attributes.get('value', '')}" for each in digests)
    return _pin((group, name, version), span, Scope.PRODUCTION, hashes)


def _pin(module: tuple[str, str, str], span: Span, scope: Scope, hashes: tuple[str, ...] = ()) -> Pin | Unresolved:
    group, name, version = module
    one = exact(version)
    if one is None or not (NAME.fullmatch(group) and NAME.fullmatch(name)):
        return Unresolved(span, f"{group[:80]}:{name[:80]}:{version[:80]} is no package at an exact version")
    return Pin(Package("Maven", f"{group}:{name}", one), span, scope=scope, hashes=hashes)


def _scope(configurations: Collection[str]) -> Scope:
    """The widest of them: what runs, what is compiled with, what tests use."""
    lasting = [each for each in configurations if "test" not in each.lower()]
    if not lasting:
        return Scope.DEVELOPMENT
    return Scope.BUILD if all(_COMPILING.fullmatch(each) for each in lasting) else Scope.PRODUCTION


FORMATS = (
    Format(
        "gradle-lock",
        lambda path: path.name in {"gradle.lockfile", "buildscript-gradle.lockfile"},
        parse_lock,
        "gradle dependencies --update-locks {name}",
    ),
    Format(
        "gradle-verification",
        lambda path: path.name == "verification-metadata.xml" and path.folders[-1:] == ("gradle",),
        parse_verification,
        "gradle --write-verification-metadata sha256 dependencies",
    ),
)
