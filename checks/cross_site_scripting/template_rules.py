"""What is said of values that a template puts into a page without escaping them."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_REMEDY = "Let the template escape the value; where it must be HTML, clean it with a sanitizer where it is stored or shown."


def _rule(name: str, title: str, severity: Severity, confidence: Confidence, remedy: str = _REMEDY) -> Rule:
    return Rule(f"cross-site-scripting-template-{name}", title, severity, confidence, remedy, "CWE-79")


REQUEST = _rule("request", "A template shows request data without escaping it", Severity.HIGH, Confidence.HIGH)
RAW = _rule("raw", "A template shows a value without escaping it", Severity.MEDIUM, Confidence.MEDIUM)
ESCAPING_OFF = _rule(
    "autoescape-off",
    "A template switches escaping off",
    Severity.MEDIUM,
    Confidence.MEDIUM,
    "Leave escaping on, and let single values that were cleaned before through.",
)
SCRIPT = _rule(
    "script",
    "A template writes a value into a script",
    Severity.LOW,
    Confidence.LOW,
    "Hand the value over as JSON (`tojson`, `json_script`, `escapejs`) or in a data attribute.",
)
ALL = (REQUEST, RAW, ESCAPING_OFF, SCRIPT)
SAID = {
    REQUEST: "What the visitor sent is put into the page as HTML. A link made by somebody else runs script in the visitor's session.",
    RAW: (
        "This value goes into the page as HTML, unescaped. If anybody but its authors can write it (a profile, a comment, "
        "a file's name, a model's answer), it runs script in the session of everybody who opens the page."
    ),
    ESCAPING_OFF: "From here on no value of this template is escaped. Every one that a user can write runs script in the page.",
    SCRIPT: (
        "The value is written into a script. Escaping for HTML does not hold there: what closes the text or the statement is "
        "code of this page."
    ),
}
