"""Finds workflows that run what strangers write, and tokens and secrets that reach further than they need to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.engine.engine_check import engine_check
from checks.workflow_security.weights import KNOWN, weigh

if TYPE_CHECKING:
    from checks.core.place import RepoPath

_YAML = (".yml", ".yaml")
_ACTIONS, _DEPENDABOT = ("action.yml", "action.yaml"), ("dependabot.yml", "dependabot.yaml")
_RUNS = re.compile(rb"^runs[ \t]*:", re.MULTILINE)


def applies_to(path: RepoPath) -> bool:
    """Whether it is a workflow, may be an action, or holds the settings of Dependabot."""
    if path.folders == (".github", "workflows"):
        return path.suffix in _YAML
    return path.name in _ACTIONS or (path.folders == (".github",) and path.name in _DEPENDABOT)


def concerns(path: RepoPath, content: bytes) -> bool:
    """Other programs have files of an action's name too; without `runs` it is none."""
    return path.name not in _ACTIONS or path.folders[:1] == (".github",) or _RUNS.search(content) is not None


CHECK = engine_check("workflow-security", "zizmor", KNOWN, applies_to, concerns=concerns, weigh=weigh)
