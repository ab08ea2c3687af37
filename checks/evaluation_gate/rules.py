"""What is said about evaluation."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

MISSING = Rule(
    "evaluation-gate-missing",
    "A model, prompt or agent changes and nothing evaluates it",
    Severity.LOW,
    Confidence.MEDIUM,
    "Add a test of robustness with a threshold to the pipeline; the check's page has a template.",
    "CWE-1039",
)
WEAKENED = Rule(
    "evaluation-gate-weakened",
    "An evaluation asks for less than before",
    Severity.MEDIUM,
    Confidence.MEDIUM,
    "Take the change back, or say in the pull request why less is enough.",
    "CWE-1039",
)
ALL = (MISSING, WEAKENED)
