"""The licence that the project itself declares, beside its lock file, and how one of another kind relates to it."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

from checks.core.place import RepoPath
from checks.dependency_licence.classes import Kind, judged, kind_of
from checks.dependency_licence.expressions import NoExpression, leaves, read
from checks.manifests.project import folder_of

if TYPE_CHECKING:
    from checks.core.scene import Tree

_MANIFESTS = ("package.json", "pyproject.toml", "composer.json")
MAX_BYTES = 1_000_000


def relation(tree: Tree, lock: RepoPath) -> str:
    """A sentence about a copyleft licence beside the project's own; empty where that is not known. Raises `Unreadable`."""
    folder = folder_of(lock)
    for name in _MANIFESTS:
        raw = tree.read(RepoPath(f"{folder}/{name}" if folder else name))
        words = _declared(name, raw) if raw and len(raw) <= MAX_BYTES else ""
        if words:
            return _sentence(words)
    return ""


def _sentence(words: str) -> str:
    try:
        expression = read(words)
    except NoExpression:
        return ""
    kind = judged(expression, {leaf: kind_of(leaf) for leaf in leaves(expression)})
    shown = f" The project itself declares `{' '.join(words.replace('`', chr(39)).split())[:80]}`"
    if kind is Kind.FREE:
        return f"{shown}, which asks for less: what is passed on with this package in it cannot stay under that alone."
    if kind is Kind.COPYLEFT:
        return f"{shown}, which asks for the same in its own terms: see whether the two may be joined."
    return f"{shown}, which is not free: the two hardly suit one work." if kind is Kind.NON_FREE else ""


def _declared(name: str, raw: bytes) -> str:
    """The words of the manifest; empty where it has none, or is not one."""
    try:
        said: Any = tomllib.loads(raw.decode()) if name.endswith(".toml") else json.loads(raw)
    except (ValueError, RecursionError):
        return ""
    if isinstance(said, dict) and name.endswith(".toml"):
        said = said.get("project")
    told = said.get("license") if isinstance(said, dict) else None
    if isinstance(told, dict):  # PEP 621 before PEP 639, and npm's of old
        told = told.get("text") or told.get("type")
    return told.strip() if isinstance(told, str) and "\n" not in told.strip() else ""
