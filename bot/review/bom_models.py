"""The models that lie in a tree, by their files' names."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.review.bom import ModelFile

if TYPE_CHECKING:
    from checks.core.scene import Tree

# Names under which nothing but models and weights is kept; `.bin` and `.pb` are many things.
_NAMES = "pt pth ckpt joblib safetensors gguf ggml onnx tflite keras h5 hdf5 nemo mar skops mlmodel pmml"
_SUFFIXES = frozenset(f".{each}" for each in _NAMES.split())


def model_files(tree: Tree) -> tuple[ModelFile, ...]:
    """Each with the digest of its bytes. Raises `Unreadable`."""
    found = ((path, tree.read(path)) for path in tree.paths() if path.suffix in _SUFFIXES)
    return tuple(ModelFile(path.text, hashlib.sha256(content).hexdigest()) for path, content in found if content is not None)
