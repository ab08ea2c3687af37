"""uv.lock, poetry.lock and pylock.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checks.core.dependency import Package
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, python_name, within_limits
from checks.manifests.tables import packages

if TYPE_CHECKING:
    from checks.core.place import Span

# Where uv says that the entry is the project itself or a neighbour of it in the repository.
_OWN = frozenset({"virtual", "editable", "directory"})
_ELSEWHERE = frozenset({"git", "url", "path", "vcs", "archive", "file"})


def parse_uv(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    return _manifest([(table, span, _source_of_uv(table)) for table, span in packages(raw, "package")])


def parse_poetry(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    return _manifest([(table, span, _kind_in_poetry(table)) for table, span in packages(raw, "package")])


def parse_pylock(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    return _manifest([(table, span, _key_of_pylock(table)) for table, span in packages(raw, "packages")])


def _manifest(entries: list[tuple[dict[str, Any], Span, str]]) -> Manifest:
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for table, span, origin in entries:
        name, version = table.get("name"), table.get("version")
        if not isinstance(name, str) or not name:
            raise Unparsable(f"line {span.first}: a package without a name")
        if origin in _OWN:
            continue
        if origin in _ELSEWHERE or not isinstance(version, str):
            unresolved.append(Unresolved(span, f"{name[:80]} comes from {origin or 'somewhere without a version'}, not from an index"))
        else:
            pins.append(Pin(Package("PyPI", python_name(name), version), span))
    return within_limits(Manifest(tuple(pins), tuple(unresolved)))


def _source_of_uv(table: dict[str, Any]) -> str:
    source = table.get("source")
    return next((kind for kind in (source if isinstance(source, dict) else {}) if kind in _OWN | _ELSEWHERE), "")


def _kind_in_poetry(table: dict[str, Any]) -> str:
    source = table.get("source")
    kind = source.get("type") if isinstance(source, dict) else None
    return kind if isinstance(kind, str) else ""


def _key_of_pylock(table: dict[str, Any]) -> str:
    return next((key for key in ("directory", "vcs", "archive") if key in table), "")


FORMATS = (
    Format("uv", lambda path: path.name == "uv.lock", parse_uv, "uv lock --upgrade-package {name}"),
    Format("poetry", lambda path: path.name == "poetry.lock", parse_poetry, "poetry update {name}"),
    Format("pylock", lambda path: path.name == "pylock.toml" or (path.name.startswith("pylock.") and path.suffix == ".toml"), parse_pylock),
)
