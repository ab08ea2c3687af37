"""Hydra's `_target_` in the settings of a model's package: the function or class that is called when it is loaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.model_artefact.observation import Observation
from checks.model_artefact.pickles.tiers import dangerous_root

if TYPE_CHECKING:
    from collections.abc import Iterator

_TARGET = re.compile(rb"""["']?_target_["']?\s*[:=]\s*(?:!!\w+\s+)?(?:[|>][+-]?\s+)?["']?([\w.:${}\\-]*)""")
_ESCAPED = re.compile(rb"\\(?:x5f|u005f|x74|u0074)|!!python/|\b_call_\b", re.IGNORECASE)
_ALLOWED = re.compile(
    r"(?:nemo|nemo_text_processing|megatron|lightning|pytorch_lightning|torch\.(?:nn|optim)|torchaudio\.transforms|torchvision\.transforms|omegaconf"
    r"|transformers|torchmetrics|monai|timm)(?:\.[A-Za-z_]\w*)+"
)
_NO_CLASS = re.compile(
    r".*\.(?:os|sys|subprocess|builtins|importlib|hub|load\w*|from_pretrained|eval|exec|system|get_\w+|import_\w+|restore_from)(?:\..*)?"
)


def read_targets(data: bytes) -> Iterator[Observation]:
    """What is to be said of settings in YAML or JSON, by their text."""
    if _ESCAPED.search(data):
        yield Observation("target-hidden")
    for found in set(_TARGET.findall(data)):
        target = found.decode("utf-8", "replace").replace(":", ".")
        root = target.partition(".")[0]
        if target and (dangerous_root(root) or root == "hydra") and not _ALLOWED.fullmatch(target):
            yield Observation("target-dangerous", target)
        elif not _ALLOWED.fullmatch(target) or _NO_CLASS.fullmatch(target):
            yield Observation("target-unknown", target)
