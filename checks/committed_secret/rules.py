"""The rules of the check: what each kind of credential opens, and what it is worth."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_REMEDY = "Revoke the credential where it was issued, issue a new one, and read that from a secret store or the environment."
_CRITICAL, _HIGH, _MEDIUM = Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM


def _rule(name: str, title: str, severity: Severity, confidence: Confidence = Confidence.HIGH) -> Rule:
    return Rule(f"committed-secret-{name}", title, severity, confidence, _REMEDY, "CWE-798", ("owasp-top10-2021:A07",))


CLOUD = _rule("cloud", "A cloud provider's credential is committed", _CRITICAL)
VCS = _rule("vcs", "A credential of a code host, a build or a package registry is committed", _CRITICAL)
AI_PROVIDER = _rule("ai-provider", "An AI provider's API key is committed", _HIGH)
PAYMENT = _rule("payment", "A payment or banking provider's credential is committed", _CRITICAL)
MESSAGING = _rule("messaging", "A credential for sending messages is committed", _HIGH)
PRIVATE_KEY = _rule("private-key", "A private key is committed", _HIGH)
DATABASE_URL = _rule("database-url", "An address with its password is committed", _HIGH)
SERVICE = _rule("service", "A service's credential is committed", _HIGH)
GENERIC = _rule("generic", "A value under a secret's name is committed", _MEDIUM, Confidence.MEDIUM)

RULES = (CLOUD, VCS, AI_PROVIDER, PAYMENT, MESSAGING, PRIVATE_KEY, DATABASE_URL, SERVICE, GENERIC)
