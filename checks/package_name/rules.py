"""What is wrong with a package's name, and what is said about it."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_FRAMEWORKS = ("owasp-top10-2021:A08",)

LOOKALIKE = Rule(
    "package-name-lookalike",
    "A new dependency is easily taken for a popular package",
    Severity.MEDIUM,
    Confidence.MEDIUM,
    "Confirm that this package is meant, by its project page and not by its name; else write the name of the popular one.",
    "CWE-1357",
    _FRAMEWORKS,
)
DISGUISED = Rule(
    "package-name-disguised",
    "A dependency's name holds characters that pass for others",
    Severity.HIGH,
    Confidence.HIGH,
    "Write the name anew with the keyboard, and find out who wrote it this way.",
    "CWE-1007",
    _FRAMEWORKS,
)
PRIVATE = Rule(
    "package-name-private-from-public",
    "A private package is now taken from where anybody can publish",
    Severity.HIGH,
    Confidence.MEDIUM,
    "Take it from the private registry again: tie the name or scope to it in the settings, and write the lock file anew.",
    "CWE-427",
    _FRAMEWORKS,
)
UNKNOWN = Rule(
    "package-name-unknown-ai-package",
    "A new dependency for AI that no list and no lock file knows",
    Severity.LOW,
    Confidence.LOW,
    "Confirm that the package exists, and since when; code assistants suggest names that nobody, or somebody else, has registered.",
    "CWE-1357",
    _FRAMEWORKS,
)
ALL = (LOOKALIKE, DISGUISED, PRIVATE, UNKNOWN)
