"""Protection of model loading that environments and settings switch off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity
from checks.deployment.deployment_check import Sight

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.core.place import RepoPath
    from checks.deployment.started import Started

WORDS = re.compile(rb"TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD|weights_only|allow_dangerous_deserialization")
CONFIGURED = Rule(
    "unsafe-model-loading-configured",
    "A setting lets model files run code",
    Severity.HIGH,
    Confidence.HIGH,
    "Remove the setting; name the few classes that a checkpoint needs with `torch.serialization.safe_globals`, or load safetensors.",
    "CWE-502",
)
_EVERYWHERE = "This switches off torch's protection for the whole process: every checkpoint is unpickled in full and may run code."
_THERE = "With this setting a model file is unpickled in full, and may run code."
_UNSAFE = frozenset({*(("weights_only", value) for value in ("false", "0", "no", "off")), ("allow_dangerous_deserialization", "true")})


def look(path: RepoPath, started: Started) -> Iterable[Sight]:
    """Each place."""
    del path
    for setting in started.settings:
        if setting.name == "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD" and setting.on:
            yield Sight(CONFIGURED, setting.line, _EVERYWHERE)
        elif (setting.name, setting.value.lower()) in _UNSAFE:
            yield Sight(CONFIGURED, setting.line, _THERE)
