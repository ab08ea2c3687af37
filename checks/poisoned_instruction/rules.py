"""Which instructions are told, and what is said about them."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_ATLAS = ("mitre-atlas:AML.T0051.001", "mitre-atlas:AML.T0110.000")
_FRAMEWORKS = ("owasp-llm-2025:LLM01", "owasp-llm-2026:LLM01", "owasp-asi-2026:ASI01", *_ATLAS)
_REMEDY = "Remove the instruction, and find out who put it there; change what an agent that read it had access to."


def _rule(name: str, title: str, severity: Severity, confidence: Confidence) -> Rule:
    return Rule(f"poisoned-instruction-{name}", title, severity, confidence, _REMEDY, "CWE-1427", _FRAMEWORKS)


CONCEALED = _rule("concealed", "An agent is told to do something behind people's backs", Severity.HIGH, Confidence.HIGH)
HIDDEN = _rule("hidden", "A comment that only agents read gives them orders", Severity.HIGH, Confidence.HIGH)
EXFILTRATION = _rule("exfiltration", "An agent is told to send out what is secret", Severity.HIGH, Confidence.MEDIUM)
OVERRIDE = _rule("override", "An agent is told to set its instructions aside", Severity.MEDIUM, Confidence.MEDIUM)
ALL = (CONCEALED, HIDDEN, EXFILTRATION, OVERRIDE)

SAID = {
    CONCEALED: "Whoever obeys this text is told {}, and not to let people know.",
    HIDDEN: "People who look at the page do not see this text; an agent does, and is told {}.",
    EXFILTRATION: "Whoever obeys this text is told {}.",
    OVERRIDE: "Whoever obeys this text is told {}: what the project and its users decided no longer holds.",
}
