"""Composer's composer.lock and composer.json."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checks.core.dependency import Package, Scope
from checks.manifests.json_lines import located
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, few_enough, within_limits
from checks.manifests.values import address, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import Span
    from checks.manifests.json_lines import Lines

_NAME = re.compile(r"[A-Za-z0-9][\w.\-]{0,150}/[A-Za-z0-9][\w.\-]{0,150}")
_EXACT = re.compile(r"={0,2}\s*[vV]?(\d{1,20}(?:\.\d{1,20}){1,3}(?:[.\-_+]?[A-Za-z0-9][A-Za-z0-9.\-+]{0,60})?)")
_KINDS = (("packages", Scope.PRODUCTION), ("packages-dev", Scope.DEVELOPMENT))
_WORDS = (("require", Scope.PRODUCTION), ("require-dev", Scope.DEVELOPMENT))


def parse_lock(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    said, lines = located(raw)
    if not isinstance(said.get("packages"), list):
        raise Unparsable("it holds no 'packages'")
    found: list[Pin | Unresolved] = []
    for kind, scope in _KINDS:
        entries = said.get(kind)
        for place, entry in enumerate(entries if isinstance(entries, list) else ()):
            few_enough(len(found))
            if not isinstance(entry, dict):
                raise Unparsable(f"a package of {kind!r} is not an object")
            found.append(_locked(entry, lines.span(kind, place, "version"), scope))
    return _manifest(found)


def _locked(entry: dict[str, Any], span: Span, scope: Scope) -> Pin | Unresolved:
    name, version, dist = entry.get("name"), entry.get("version"), table(entry.get("dist"))
    known = name.lower() if isinstance(name, str) and _NAME.fullmatch(name) else None
    one = _EXACT.fullmatch(version) if isinstance(version, str) else None
    if known is None:
        return Unresolved(span, f"{str(name)[:80]!r} is no name of a package")
    if one is None or dist.get("type") == "path":
        why = "comes from a folder" if dist.get("type") == "path" else f"{str(version)[:80]!r} is not one exact version"
        return Unresolved(span, f"{known}: {why}", "Packagist", known)
    digest, licences = dist.get("shasum"), entry.get("license")
    return Pin(
        Package("Packagist", known, one.group(1)),
        span,
        scope=scope,
        hashes=(f"sha1:{digest}",) if isinstance(digest, str) and digest else (),
        source=address(dist.get("url") or table(entry.get("source")).get("url")),
        needs=tuple(each.lower() for each in table(entry.get("require")) if _NAME.fullmatch(each)),
        licence=" OR ".join(each for each in licences if isinstance(each, str)) if isinstance(licences, list) else "",
        install_script=entry.get("type") == "composer-plugin",
    )


def parse_json(raw: bytes) -> Manifest:
    """What has no `/` in its name is the language, an extension or a library of the system. Raises `Unparsable`."""
    said, lines = located(raw)
    few_enough(sum(len(table(said.get(word))) for word, _ in _WORDS))
    return _manifest(list(_asked(said, lines)))


def _asked(said: dict[str, Any], lines: Lines) -> Iterator[Pin | Unresolved]:
    if said.get("repositories"):
        yield Unresolved(lines.span("repositories"), "changes where packages come from: repositories")
    for word, scope in _WORDS:
        for name, constraint in table(said.get(word)).items():
            if "/" in name:
                yield _constrained(name, constraint, lines.span(word, name), scope)


def _constrained(name: str, constraint: object, span: Span, scope: Scope) -> Pin | Unresolved:
    known = name.lower() if _NAME.fullmatch(name) else ""
    one = _EXACT.fullmatch(constraint.strip()) if isinstance(constraint, str) else None
    if not known:
        return Unresolved(span, f"{name[:80]!r} is no name of a package")
    if one is None:
        return Unresolved(span, f"{known}: {str(constraint)[:80]!r} is not one exact version", "Packagist", known)
    return Pin(Package("Packagist", known, one.group(1)), span, replaceable=True, direct=True, scope=scope)


def _manifest(found: list[Pin | Unresolved]) -> Manifest:
    pins = tuple(each for each in found if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved))))


FORMATS = (
    Format("composer-lock", lambda path: path.name == "composer.lock", parse_lock, "composer update {name} --with {name}:{version}"),
    Format("composer", lambda path: path.name == "composer.json", parse_json, lock=False),
)
