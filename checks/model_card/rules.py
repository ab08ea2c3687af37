"""What is said about model cards."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_REMEDY = "Write or complete the card beside the model; the check's page has a skeleton."


def _rule(name: str, title: str, remedy: str = _REMEDY) -> Rule:
    return Rule(f"model-card-{name}", title, Severity.LOW, Confidence.MEDIUM, remedy, "CWE-1059")


MISSING = _rule("missing", "A model without a model card")
INCOMPLETE = _rule("incomplete", "A model card leaves out what its readers need")
STALE = _rule("stale", "A model changes and its card does not", "Update the card's data, metrics and limitations in the same pull request.")
ALL = (MISSING, INCOMPLETE, STALE)
