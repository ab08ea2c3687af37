"""uv.lock, poetry.lock, pdm.lock and pylock.toml."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from checks.core.dependency import Package, Scope
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, python_name, within_limits
from checks.manifests.tables import packages
from checks.manifests.values import address, scopes, table, tables, text, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checks.core.place import Span

# Where uv says that the entry is the project itself or a neighbour of it in the repository.
_OWN = frozenset({"virtual", "editable", "directory"})
_ELSEWHERE = frozenset({"git", "url", "path", "vcs", "archive", "file"})


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a format says of an entry besides its name and version. `origin`: a word for where it comes from, if not from an index."""

    origin: str = ""
    source: str = ""
    scope: Scope = Scope.PRODUCTION
    hashes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def parse_uv(raw: bytes) -> Manifest:
    """What the project and its neighbours ask for is direct; what only their groups need is for development. Raises `Unparsable`."""
    entries = list(packages(raw, "package"))
    own = [entry for entry, _ in entries if _OWN.intersection(table(entry.get("source")))]
    manifest = _manifest(entries, _uv)
    if not own:
        return manifest
    roots = {
        Scope.PRODUCTION: _names(dependency for entry in own for dependency in tables(entry.get("dependencies"))),
        Scope.OPTIONAL: _names(each for entry in own for its in table(entry.get("optional-dependencies")).values() for each in tables(its)),
        Scope.DEVELOPMENT: _names(each for entry in own for its in table(entry.get("dev-dependencies")).values() for each in tables(its)),
    }
    told = scopes({pin.package.name: pin.needs for pin in manifest.pins}, roots)
    direct = {name for names in roots.values() for name in names}
    pins = (replace(pin, direct=pin.package.name in direct, scope=told.get(pin.package.name, pin.scope)) for pin in manifest.pins)
    return replace(manifest, pins=tuple(pins))


def parse_poetry(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    entries = list(packages(raw, "package"))
    return _manifest(entries, _poetry)


def parse_pdm(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    return _manifest(list(packages(raw, "package")), _pdm)


def parse_pylock(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    return _manifest(list(packages(raw, "packages")), _pylock)


def _manifest(entries: Iterable[tuple[dict[str, Any], Span]], told: Callable[[dict[str, Any]], _Facts]) -> Manifest:
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for entry, span in entries:
        name, version, facts = text(entry.get("name")), text(entry.get("version")), told(entry)
        if not name:
            raise Unparsable(f"line {span.first}: a package without a name")
        if facts.origin in _OWN:
            continue
        if facts.origin in _ELSEWHERE or not version:
            where = facts.origin if facts.origin in _ELSEWHERE else "somewhere without a version"
            unresolved.append(Unresolved(span, f"{name[:80]} comes from {where}, not from an index"))
            continue
        package = Package("PyPI", python_name(name), version)
        pins.append(Pin(package, span, scope=facts.scope, hashes=facts.hashes, source=facts.source, needs=facts.needs))
    return within_limits(Manifest(tuple(pins), tuple(unresolved)))


def _uv(entry: dict[str, Any]) -> _Facts:
    source = table(entry.get("source"))
    origin = next((kind for kind in source if kind in _OWN | _ELSEWHERE), "")
    needs = tuple(_names(tables(entry.get("dependencies"))))
    files = [*tables(entry.get("wheels")), table(entry.get("sdist"))]
    return _Facts(origin, address(source.get("registry")), hashes=_hashes(files), needs=needs)


def _poetry(entry: dict[str, Any]) -> _Facts:
    """`groups` (since 2.0) or `category` (until 1.4) say when it is needed."""
    source, groups = table(entry.get("source")), texts(entry.get("groups")) or texts([entry.get("category")])
    scope = Scope.DEVELOPMENT if groups and "main" not in groups else Scope.OPTIONAL if entry.get("optional") is True else Scope.PRODUCTION
    needs = tuple(dict.fromkeys(python_name(name) for name in table(entry.get("dependencies"))))
    return _Facts(text(source.get("type")), address(source.get("url")), scope, _hashes(tables(entry.get("files"))), needs)


def _pdm(entry: dict[str, Any]) -> _Facts:
    origin = next((word for key, word in (("git", "git"), ("url", "url"), ("path", "path")) if key in entry), "")
    groups = texts(entry.get("groups"))
    scope = Scope.OPTIONAL if groups and "default" not in groups else Scope.PRODUCTION
    needs = tuple(dict.fromkeys(python_name(_word(each)) for each in texts(entry.get("dependencies"))))
    return _Facts(origin, scope=scope, hashes=_hashes(tables(entry.get("files"))), needs=needs)


def _pylock(entry: dict[str, Any]) -> _Facts:
    origin = next((key for key in ("directory", "vcs", "archive") if key in entry), "")
    files = [*tables(entry.get("wheels")), table(entry.get("sdist"))]
    hashes = (f"{kind}:{digest}" for file in files for kind, digest in table(file.get("hashes")).items() if isinstance(digest, str))
    return _Facts(origin, address(entry.get("index")), hashes=tuple(hashes), needs=tuple(_names(tables(entry.get("dependencies")))))


def _hashes(files: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text(file.get("hash")) for file in files if text(file.get("hash"))))


def _names(entries: Iterable[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(python_name(text(entry.get("name"))) for entry in entries if text(entry.get("name"))))


def _word(requirement: str) -> str:
    """The name that a requirement begins with."""
    end = next((at for at, letter in enumerate(requirement) if not (letter.isalnum() or letter in "-_.")), len(requirement))
    return requirement[:end]


FORMATS = (
    Format("uv", lambda path: path.name == "uv.lock" or path.name.endswith(".py.lock"), parse_uv, "uv lock --upgrade-package {name}"),
    Format("poetry", lambda path: path.name == "poetry.lock", parse_poetry, "poetry update {name}"),
    Format("pdm", lambda path: path.name == "pdm.lock", parse_pdm, "pdm update {name}"),
    Format("pylock", lambda path: path.name == "pylock.toml" or (path.name.startswith("pylock.") and path.suffix == ".toml"), parse_pylock),
)
