"""Which agents in workflows are told, and what is said about them."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_FRAMEWORKS = ("owasp-llm-2025:LLM01", "owasp-llm-2026:LLM01", "owasp-asi-2026:ASI01", "owasp-asi-2026:ASI03", "mitre-atlas:AML.T0051.001")
_HIGH, _CRITICAL = Severity.HIGH, Severity.CRITICAL
_LIKELY, _SURE = Confidence.MEDIUM, Confidence.HIGH


def _rule(name: str, title: str, weights: tuple[Severity, Confidence], cwe: str, remedy: str) -> Rule:
    return Rule(f"agent-in-ci-{name}", title, *weights, remedy, cwe, _FRAMEWORKS)


TEXT = _rule(
    "untrusted-text", "Everybody's text becomes the prompt of an agent that holds rights", (_CRITICAL, _SURE), "CWE-1427",
    "Give the job `permissions: {contents: read}` and no secrets, or start it by a label that only members can set.",
)
CHECKOUT = _rule(
    "untrusted-checkout", "An agent that holds rights works in everybody's files", (_CRITICAL, _SURE), "CWE-1427",
    "Let the agent work on `pull_request`, without secrets, or check out the base and give it the difference as data.",
)
ANYBODY = _rule(
    "anybody", "An agent in a workflow obeys everybody", (_HIGH, _SURE), "CWE-862",
    "Remove the setting, so that only people with write access are obeyed, or name them.",
)
UNATTENDED = _rule(
    "unattended", "An agent in a workflow may do everything without being asked", (_HIGH, _LIKELY), "CWE-269",
    "Name the tools that the task needs, and leave the sandbox on.",
)
OUTPUT = _rule(
    "output-run", "What an agent answers becomes a part of a script", (_HIGH, _LIKELY), "CWE-94",
    "Put the answer into a variable under `env`, and quote that in the script.",
)
ALL = (TEXT, CHECKOUT, ANYBODY, UNATTENDED, OUTPUT)

SAID = {
    TEXT: "On `{}` strangers write what this agent reads, and it holds {}: whoever opens an issue or comments can have it use them.",
    CHECKOUT: "On `{}` the files are a stranger's, the agent's own instructions among them, and it holds {}.",
    ANYBODY: "With `{}` the agent obeys everybody who can open an issue or comment, not only people with write access.",
    UNATTENDED: "With `{}` what the agent is talked into by a file, an issue or a page happens in this job, with its token and secrets.",
    OUTPUT: "The answer is a model's, and this script is put together with it before a shell reads it.",
}
