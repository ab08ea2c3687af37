"""Finds routes that explain a model's answers to whoever asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.core.python_source import module
from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity
from checks.explanation_endpoint.routes import guarded_as_a_whole, routes
from checks.lifecycle.programs import aside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Scene

# Nobody writes a server's routes into a larger file by hand.
MAX_FILE = 500_000
RULE = Rule(
    "explanation-endpoint-open",
    "Anybody may ask a model for explanations",
    Severity.MEDIUM,
    Confidence.LOW,
    "Ask who is there, limit how often, and give no more than the person concerned needs.",
    "CWE-306",
)
_ROUTE = re.compile(
    r"(?:^|/)(?:explain\w*|explanations?|shap|lime|attributions?|saliency|feature[-_]?importances?|interpret\w*|counterfactuals?)(?:[/<{?]|$)",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(
    rb"\b(?:shap|lime|captum|alibi|eli5|dice_ml|interpret|treeinterpreter|omnixai|dalex)\b|feature_importances_|permutation_importance"
    rb"|[Ii]ntegrated_?[Gg]radients|shap_values|\.coef_\b"
)

_SAID = "`{}` explains the model's answers and asks nobody who they are: with enough explanations a model is copied or evaded."


def applies_to(path: RepoPath) -> bool:
    """Programs in Python."""
    return path.suffix == ".py"


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """Every such route. Raises `Unreadable`."""
    for path in scene.scope:
        raw = (scene.head.read(path) or b"") if applies_to(path) and not aside(path) else b""
        text = raw.decode("utf-8", "replace")
        if not _EXPLAINS.search(raw):
            continue
        if len(raw) > MAX_FILE:
            yield NotAnalysed(path.text, f"it is larger than {MAX_FILE:,} bytes", expected=False)
            continue
        if guarded_as_a_whole(text):
            continue
        try:
            answered = list(routes(module(raw)))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            yield NotAnalysed(path.text, "it is not Python that can be parsed", expected=False)
            continue
        lines = text.split("\n")
        for route in answered:
            if _ROUTE.search(route.path) and not route.guarded:
                message = _SAID.format(route.path.replace("`", "'")[:80])
                yield Finding(RULE, Location(path, Span(route.line, route.line)), message, lines[route.line - 1].rstrip("\r"))


CHECK = Check("explanation-endpoint", (RULE,), applies_to, inspect)
