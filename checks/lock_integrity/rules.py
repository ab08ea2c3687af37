"""What is wrong with a lock file, and what is to be done about it."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_FRAMEWORKS = ("owasp-top10-2021:A08",)

DIGEST = Rule(
    "lock-integrity-changed-digest",
    "A locked release has another digest than before",
    Severity.HIGH,
    Confidence.HIGH,
    "Find out why the same release has other content; until then keep the digest that was there.",
    "CWE-345",
    _FRAMEWORKS,
)
LOST = Rule(
    "lock-integrity-lost-digest",
    "Locked releases lost their digests",
    Severity.MEDIUM,
    Confidence.HIGH,
    "Write the lock file anew with a tool that keeps digests.",
    "CWE-353",
    _FRAMEWORKS,
)
STRANGER = Rule(
    "lock-integrity-unasked-package",
    "A locked package that nothing asks for",
    Severity.MEDIUM,
    Confidence.LOW,
    "Write the lock file anew from the manifest, and see whether the package comes back.",
    "CWE-506",
    _FRAMEWORKS,
)
OTHER = Rule(
    "lock-integrity-other-version",
    "The lock file holds another version than the manifest asks for",
    Severity.MEDIUM,
    Confidence.MEDIUM,
    "Write the lock file anew from the manifest.",
    "CWE-345",
    _FRAMEWORKS,
)
SCRIPT = Rule(
    "lock-integrity-install-script",
    "A package begins to run code while it is installed",
    Severity.MEDIUM,
    Confidence.MEDIUM,
    "Read the script, or install with scripts switched off (`ignore-scripts=true`).",
    "CWE-829",
    _FRAMEWORKS,
)
MOVED = Rule(
    "lock-integrity-moved-source",
    "A locked package comes from another server than before",
    Severity.HIGH,
    Confidence.MEDIUM,
    "Make sure that the move is meant; else tie the package to its server in the manifest or the settings, and write the lock file anew.",
    "CWE-427",
    _FRAMEWORKS,
)
ALL = (DIGEST, LOST, STRANGER, OTHER, SCRIPT, MOVED)
