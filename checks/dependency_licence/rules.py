"""What is said about a licence."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity
from checks.dependency_licence.classes import Kind

_REMEDY = "Choose another package, get a permission, or let the operator's policy allow it with a reason."

COPYLEFT = Rule(
    "dependency-licence-copyleft",
    "A dependency asks that the whole work is passed on under its terms",
    Severity.MEDIUM,
    Confidence.MEDIUM,
    _REMEDY,
    "CWE-1357",
)
NON_FREE = Rule(
    "dependency-licence-not-free",
    "A dependency or model may not be used for every purpose without a permission",
    Severity.MEDIUM,
    Confidence.MEDIUM,
    _REMEDY,
    "CWE-1357",
)
RESTRICTED = Rule(
    "dependency-licence-model-restricted",
    "A model's licence restricts what it may be used for",
    Severity.LOW,
    Confidence.MEDIUM,
    "Read the restrictions, and keep them with the product's documentation.",
    "CWE-1357",
)
UNKNOWN = Rule(
    "dependency-licence-unknown",
    "A licence that cannot be judged",
    Severity.LOW,
    Confidence.LOW,
    "Find out what the licence is; an SPDX expression in the package's metadata tells everybody.",
    "CWE-1357",
)
DENIED = Rule(
    "dependency-licence-denied",
    "A licence that the policy forbids",
    Severity.HIGH,
    Confidence.HIGH,
    "Choose another package, or ask those who answer for the policy.",
    "CWE-1357",
)
BY_KIND = {
    Kind.COPYLEFT: COPYLEFT,
    Kind.NON_FREE: NON_FREE,
    Kind.USE_RESTRICTED: RESTRICTED,
    Kind.UNKNOWN: UNKNOWN,
    Kind.DENIED: DENIED,
}
ALL = (COPYLEFT, NON_FREE, RESTRICTED, UNKNOWN, DENIED)
