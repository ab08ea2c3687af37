"""What is said about fairness."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

MISSING = Rule(
    "fairness-evidence-missing",
    "A model that judges people is measured for no group of them",
    Severity.LOW,
    Confidence.MEDIUM,
    "Measure each metric for each group and give the difference a threshold; the check's page has a template.",
    "CWE-1039",
)
ALL = (MISSING,)
