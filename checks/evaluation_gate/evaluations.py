"""Which files evaluate a model, and what tells that a repository has such a thing at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.lifecycle.safeguard import Safeguard

if TYPE_CHECKING:
    from checks.core.place import RepoPath

_NAMED = r"(?:^|[/_.-])(?:evals?|evaluations?|promptfooconfig|garak|pyrit|red_?team(?:ing)?|adversarial|robustness|guardrails?)"
_NAMES = re.compile(rf"{_NAMED}(?:$|[/_.-])", re.IGNORECASE)
_TOOLS = (
    rb"garak|promptfoo|pyrit|adversarial-robustness-toolbox|from art\b|foolbox|textattack|torchattacks|deepeval|ragas|giskard|lm[-_]eval"
    rb"|cleverhans|robustbench|openai[-_]evals|inspect[-_]ai|trulens|langsmith|phoenix\.evals|arize-phoenix|deepchecks|counterfit|augly"
    rb"|bartizan redteam|azure[-_]ai[-_]evaluation|mlflow\.evaluate|mlflow\.genai\.evaluate|autoevals|braintrust|lighteval|opencompass"
)
TOOLS = re.compile(rb"(?<![\w-])(?:" + _TOOLS + rb")(?![a-z])", re.IGNORECASE)
_ABOUT = re.compile(rb"model|llm|prompt|agent|accuracy|\\b(?:f1|auc|bleu|rouge)\\b|score|metric|predict|promptfoo", re.IGNORECASE)
GATE = Safeguard(_NAMES, TOOLS)
_SUFFIXES = frozenset({".py", ".ipynb", ".yaml", ".yml", ".json", ".toml", ".js", ".ts"})


def is_workflow(path: RepoPath) -> bool:
    """Whether GitHub runs it."""
    return path.folders[:2] == (".github", "workflows") and path.suffix in {".yml", ".yaml"}


def may_evaluate(path: RepoPath) -> bool:
    """By its name: an evaluation, or a test that may be one."""
    if path.suffix not in _SUFFIXES or is_workflow(path):
        return False
    tests = path.suffix == ".py" and (path.name.startswith("test_") or path.name.endswith("_test.py"))
    return tests or _NAMES.search(path.text) is not None


def evaluates(path: RepoPath, raw: bytes) -> bool:
    """Whether it is an evaluation: by a tool that it uses, or by its name where it speaks of models."""
    return TOOLS.search(raw) is not None or (_NAMES.search(path.text) is not None and _ABOUT.search(raw) is not None)
