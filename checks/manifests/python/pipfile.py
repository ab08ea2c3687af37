"""Pipenv's Pipfile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.core.dependency import Scope
from checks.manifests.manifest import Format, Manifest, Pin, Unresolved, few_enough
from checks.manifests.python.requirement import MAX_SHOWN, entry
from checks.manifests.tables import document
from checks.manifests.toml_lines import lines_of
from checks.manifests.values import table, text

if TYPE_CHECKING:
    from checks.core.place import Span

_SCOPES = {"packages": Scope.PRODUCTION, "dev-packages": Scope.DEVELOPMENT}
# Tables that hold no packages; every other one is a category.
_OTHER = frozenset({"requires", "scripts", "pipenv", "source", "pipfile"})
_ELSEWHERE = ("git", "hg", "svn", "bzr", "path", "file", "editable")


def parse(raw: bytes) -> Manifest:
    """Every category. Raises `Unparsable`."""
    written, said = document(raw)
    lines = lines_of(written)
    found: list[Pin | Unresolved] = []
    for category, packages in said.items():
        for name, constraint in {} if category in _OTHER else table(packages).items():
            few_enough(len(found) + 1)
            inner = isinstance(constraint, dict)
            span = lines.of(category, name, "version") if inner else lines.of(category, name)
            found.append(_entry(name, constraint, span, _SCOPES.get(category, Scope.OPTIONAL)))
    pins = tuple(each for each in found if isinstance(each, Pin))
    return Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved)))


def _entry(name: str, constraint: object, span: Span, scope: Scope) -> Pin | Unresolved:
    said = table(constraint)
    elsewhere = next((key for key in _ELSEWHERE if key in said), "")
    if elsewhere:
        return Unresolved(span, f"{name[:MAX_SHOWN]} comes from {elsewhere}, not from an index")
    version = (text(said.get("version")) if said else text(constraint)).strip()
    return entry(f"{name}{'' if version == '*' else version}", span, replaceable=not said, scope=scope)


FORMAT = Format("Pipfile", lambda path: path.name == "Pipfile", parse, "pipenv upgrade {name}=={version}", lock=False)
