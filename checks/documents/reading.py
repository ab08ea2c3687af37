"""A file of settings as one value, whatever it is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.documents import jsonc, nodes, toml_nodes

if TYPE_CHECKING:
    from checks.core.place import RepoPath
    from checks.documents.nodes import Node


def settings(path: RepoPath, raw: bytes) -> Node:
    """What the file sets. An empty one sets nothing. Raises `NotRead`."""
    if not raw.strip():
        return nodes.Node(1)
    if path.suffix == ".toml":
        return toml_nodes.tree(raw)
    if path.suffix in {".yml", ".yaml"}:
        return next(iter(nodes.documents(raw)), nodes.Node(1))
    return jsonc.tree(raw)
