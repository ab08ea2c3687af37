"""What is said about monitoring."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

MISSING = Rule(
    "drift-monitoring-missing",
    "A model is served and nothing watches it",
    Severity.LOW,
    Confidence.MEDIUM,
    "Record inputs and answers where drift can be seen and somebody is told; the check's page has a template.",
    "CWE-778",
)
REMOVED = Rule(
    "drift-monitoring-removed",
    "What watched a served model is taken out",
    Severity.MEDIUM,
    Confidence.MEDIUM,
    "Keep the monitor, or say in the pull request what takes its place.",
    "CWE-778",
)
ALL = (MISSING, REMOVED)
