"""What is said of tables that hold data of persons."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_FRAMEWORKS = ("owasp-llm-2025:LLM02", "owasp-llm-2026:LLM02", "owasp-ml-2023:ML04", "mitre-atlas:AML.T0057", "mitre-atlas:AML.T0024.000")
_REMEDY = "Keep the data out of the repository; where rows are needed, mask or hash these columns, and rewrite the history that held them."


def _rule(name: str, title: str, severity: Severity) -> Rule:
    return Rule(f"personal-data-{name}", title, severity, Confidence.MEDIUM, _REMEDY, "CWE-359", _FRAMEWORKS)


PERSONS = _rule("persons", "A file holds data of persons", Severity.MEDIUM)
GRAVE = _rule("identity", "A file holds numbers of identity, payment or illnesses of persons", Severity.HIGH)
ALL = (PERSONS, GRAVE)
SAID = (
    "The added rows hold {kinds}{columns}. Everybody with a copy of the repository keeps them, "
    "and a model that is trained on them can repeat them."
)
