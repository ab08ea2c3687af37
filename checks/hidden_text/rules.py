"""Which hidden text is told, how bad it is where, and what is said about it."""

from __future__ import annotations

from enum import IntEnum

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity
from checks.hidden_text.lines import Kind

_FRAMEWORKS = ("owasp-llm-2025:LLM01", "owasp-llm-2026:LLM01", "owasp-asi-2026:ASI01", "mitre-atlas:AML.T0051.001", "mitre-atlas:AML.T0068")


def _rule(kind: Kind, title: str, severity: Severity, confidence: Confidence) -> Rule:
    remedy = "Remove the characters, and find out who put them there and why."
    return Rule(f"hidden-text-{kind.value}", title, severity, confidence, remedy, "CWE-1007", _FRAMEWORKS)


RULES = {
    Kind.TAGS: _rule(Kind.TAGS, "Text is written in invisible tag characters", Severity.HIGH, Confidence.HIGH),
    Kind.SELECTORS: _rule(Kind.SELECTORS, "Variation selectors carry hidden data", Severity.HIGH, Confidence.HIGH),
    Kind.DIRECTION: _rule(Kind.DIRECTION, "Controls of direction show another text than is read", Severity.MEDIUM, Confidence.HIGH),
    Kind.INVISIBLE: _rule(Kind.INVISIBLE, "Invisible characters stand in the text", Severity.MEDIUM, Confidence.MEDIUM),
}
SAID = {
    Kind.TAGS: "People see nothing here; a model reads `{}`.",
    Kind.SELECTORS: "{} variation selectors change nothing that is shown. As data they read `{}`.",
    Kind.DIRECTION: "With {} this line is shown in another order than programs and models read it.",
    Kind.INVISIBLE: "Characters that nobody sees stand here: {}. They hide data, and split words so that no filter finds them.",
}


class Place(IntEnum):
    """Who reads the file."""

    OTHER = 0
    CODE = 1
    INSTRUCTION = 2


# For each kind: elsewhere, in code, where an agent takes it for instructions; and the same when it is no slip of a keyboard.
_LOW, _MEDIUM, _HIGH, _CRITICAL = Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL
_WEIGHTS = {
    Kind.TAGS: ((_MEDIUM, _HIGH, _CRITICAL), (_MEDIUM, _HIGH, _CRITICAL)),
    Kind.SELECTORS: ((_LOW, _MEDIUM, _HIGH), (_MEDIUM, _HIGH, _CRITICAL)),
    Kind.DIRECTION: ((_LOW, _MEDIUM, _HIGH), (_LOW, _MEDIUM, _HIGH)),
    Kind.INVISIBLE: ((_LOW, _LOW, _MEDIUM), (_LOW, _MEDIUM, _HIGH)),
}


def weight(kind: Kind, place: Place, *, deliberate: bool) -> Severity:
    """How bad it is there."""
    return _WEIGHTS[kind][deliberate][place]
