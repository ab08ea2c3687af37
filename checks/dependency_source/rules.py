"""What is wrong with a place that packages come from, and what is said about it."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_LIKELY, _SURE = Confidence.MEDIUM, Confidence.HIGH
_FRAMEWORKS = ("owasp-top10-2021:A08",)

EXTRA = Rule(
    "dependency-source-extra-index",
    "A second package index beside the first",
    Severity.MEDIUM,
    _LIKELY,
    "Use one index that holds everything, name the index of each package, or require hashes.",
    "CWE-427",
    _FRAMEWORKS,
)
REGISTRY = Rule(
    "dependency-source-new-registry",
    "Packages come from a server that was not used before",
    Severity.MEDIUM,
    _LIKELY,
    "Confirm who runs the server, or go back to the one that was used.",
    "CWE-829",
    _FRAMEWORKS,
)
PLAIN = Rule(
    "dependency-source-plain-http",
    "Packages are fetched over plain HTTP",
    Severity.HIGH,
    _SURE,
    "Use the https address.",
    "CWE-319",
    _FRAMEWORKS,
)
UNVERIFIED = Rule(
    "dependency-source-unverified-server",
    "A package server's certificate is not verified",
    Severity.HIGH,
    _SURE,
    "Take the exception out, and give the tool the authority that signed the certificate.",
    "CWE-295",
    _FRAMEWORKS,
)
CREDENTIALS = Rule(
    "dependency-source-credentials",
    "A credential in the address of a package server",
    Severity.HIGH,
    _SURE,
    "Revoke it, and give the new one by the environment or the tool's own store.",
    "CWE-798",
    ("owasp-top10-2021:A07",),
)
MUTABLE = Rule(
    "dependency-source-mutable-reference",
    "A dependency is whatever its address holds on the day",
    Severity.MEDIUM,
    _SURE,
    "Name a commit, or the digest of the archive.",
    "CWE-494",
    _FRAMEWORKS,
)
ALL = (EXTRA, REGISTRY, PLAIN, UNVERIFIED, CREDENTIALS, MUTABLE)
