"""Which servers of models are told, and what is said about them."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_FRAMEWORKS = ("owasp-llm-2025:LLM10", "owasp-llm-2026:LLM06", "owasp-ml-2023:ML05", "mitre-atlas:AML.T0049", "mitre-atlas:AML.T0024")


def _rule(name: str, title: str, weight: tuple[Severity, Confidence], cwe: str, remedy: str) -> Rule:
    return Rule(f"model-server-{name}", title, *weight, remedy, cwe, _FRAMEWORKS)


NOTEBOOK = _rule(
    "notebook", "A notebook runs the code of whoever reaches it", (Severity.HIGH, Confidence.HIGH), "CWE-306",
    "Keep the token, or set a hashed password; listen on the loopback address.",
)
RUNS_CODE = _rule(
    "runs-code", "A server that runs code or loads models asks nobody who they are", (Severity.HIGH, Confidence.MEDIUM), "CWE-306",
    "Listen on the loopback address, and put a proxy that demands a login in front of it.",
)
OPEN = _rule(
    "open", "A server of models answers everybody who reaches the host", (Severity.MEDIUM, Confidence.MEDIUM), "CWE-306",
    "Listen on the loopback address, or demand a key.",
)
PUBLISHED = _rule(
    "published", "A server of models without a key is published on every address", (Severity.MEDIUM, Confidence.MEDIUM), "CWE-668",
    "Publish the port as `127.0.0.1:port:port`, or demand a key.",
)
ORIGINS = _rule(
    "every-site", "Every web page may ask the model server", (Severity.MEDIUM, Confidence.MEDIUM), "CWE-942",
    "Name the sites that may ask.",
)
ALL = (NOTEBOOK, RUNS_CODE, OPEN, PUBLISHED, ORIGINS)

SAID = {
    NOTEBOOK: "{} is started with its token switched off: whoever reaches the port runs code with its rights, and reads its data and keys.",
    RUNS_CODE: "{} listens on every address and asks nobody who they are: whoever reaches the port runs code in it.",
    OPEN: "{} listens on every address and demands no key: whoever reaches the port uses it, reads what it holds, and the bill is yours.",
    PUBLISHED: "The port of {} is published on every address of the host, past its firewall, and it demands no key.",
    ORIGINS: "With {} a page that somebody has open in a browser asks this server, reads its answers and deletes its models.",
}
