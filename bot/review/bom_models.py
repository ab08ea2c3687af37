"""The models that lie in a tree, by their files' names, with what the cards beside them say."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.review.bom import ModelFile
from checks.core.place import RepoPath
from checks.core.scene import Unreadable
from checks.documents.nodes import Node, NotRead, documents

if TYPE_CHECKING:
    from checks.core.scene import Tree

# Names under which nothing but models and weights is kept; `.bin` and `.pb` are many things.
_NAMES = "pt pth ckpt joblib safetensors gguf ggml onnx tflite keras h5 hdf5 nemo mar skops mlmodel pmml"
_SUFFIXES = frozenset(f".{each}" for each in _NAMES.split())
_CARDS = ("README.md", "MODEL_CARD.md", "modelcard.md")
# Characters of a page's beginning in which its front matter ends.
_FRONT = 50_000


def model_files(tree: Tree) -> tuple[ModelFile, ...]:
    """Each with the digest of its bytes. Raises `Unreadable`."""
    found = ((path, tree.read(path)) for path in tree.paths() if path.suffix in _SUFFIXES)
    return tuple(_with_card(tree, path, content) for path, content in found if content is not None)


def _with_card(tree: Tree, path: RepoPath, content: bytes) -> ModelFile:
    card = _card(tree, path)
    licence = card.at("license").text
    return ModelFile(
        path.text,
        hashlib.sha256(content).hexdigest(),
        card.at("pipeline_tag").text[:100],
        "" if licence == "other" else licence[:100],
        _names(card.at("datasets")),
        _names(card.at("base_model")),
    )


def _card(tree: Tree, model: RepoPath) -> Node:
    """The front matter of the card beside it; one that cannot be read says nothing."""
    for name in _CARDS:
        try:
            raw = tree.read(RepoPath("/".join((*model.folders, name))))
        except Unreadable:
            continue
        text = (raw or b"")[:_FRONT].decode("utf-8", "replace")
        head, mark, _ = text.partition("\n")[2].partition("\n---")
        if not text.startswith("---") or not mark:
            continue
        try:
            return next(iter(documents(f"{head}\n".encode("utf-8", "replace"))), Node(1))
        except NotRead:
            continue
    return Node(1)


def _names(node: Node) -> tuple[str, ...]:
    given = node.texts or [node.text]
    return tuple(each[:200] for each in given if each)
