"""What training is given too much of, and what is said about it."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_LOW, _MEDIUM = Severity.LOW, Severity.MEDIUM
_LIKELY, _SURE = Confidence.MEDIUM, Confidence.HIGH


def _rule(name: str, title: str, weights: tuple[Severity, Confidence], cwe: str, remedy: str) -> Rule:
    return Rule(f"training-compute-{name}", title, *weights, remedy, cwe)


PUBLIC = _rule(
    "public",
    "A machine that trains models can be reached from outside",
    (_MEDIUM, _SURE),
    "CWE-668",
    "Keep it on a private network, and reach it through one.",
)
SHELL = _rule(
    "shell",
    "A training job lets people in while it runs",
    (_MEDIUM, _SURE),
    "CWE-489",
    "Switch it off: look at logs, or debug a copy without the real data.",
)
ROLE = _rule(
    "wide-role",
    "A training job may do far more than train",
    (_MEDIUM, _LIKELY),
    "CWE-250",
    "Give it an account of its own that reads its data and writes its model, and nothing else.",
)
NOTEBOOK = _rule(
    "open-notebook",
    "A notebook server asks nobody who they are",
    (_MEDIUM, _SURE),
    "CWE-306",
    "Leave the token as it is, or set a password.",
)
ISOLATION = _rule(
    "no-isolation",
    "A training job may reach the network",
    (_LOW, _SURE),
    "CWE-668",
    "Isolate it: code that came with a package or a model can then send nothing out.",
)
UNENCRYPTED = _rule(
    "unencrypted", "Machines that train together talk in the open", (_LOW, _SURE), "CWE-319", "Switch the encryption between them on."
)
ALL = (PUBLIC, SHELL, ROLE, NOTEBOOK, ISOLATION, UNENCRYPTED)
