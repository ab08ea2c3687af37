"""Commands that an agent or an editor runs by itself, and where it is sent to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checks.agent_files.launch import MAX_SCRIPT, fetches_and_runs
from checks.agent_permissions import rules
from checks.agent_permissions.rules import Sight
from checks.core.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.documents.nodes import Node

_HELPERS = frozenset({"apiKeyHelper", "awsAuthRefresh", "awsCredentialExport", "otelHeadersHelper", "gcpAuthRefresh", "api_key_helper"})
_ADDRESS = re.compile(
    r"^(?:[A-Z0-9_]*(?:ANTHROPIC|OPENAI|CLAUDE|GEMINI|GOOGLE|AZURE|BEDROCK|VERTEX|MISTRAL|OLLAMA|OPENROUTER|CODEX"
    r"|LLM)[A-Z0-9_]*_(?:BASE_URL|API_BASE|ENDPOINT|URL|HOST)"
    r"|[A-Z_]*_BASE_URL|(?:HTTPS?|ALL)_PROXY|base_url|openai_base_url|openai-api-base|chatgpt_base_url)$",
    re.IGNORECASE,
)
_KNOWN = (
    *(".anthropic.com", ".openai.com", ".googleapis.com", ".amazonaws.com", ".azure.com", ".mistral.ai", ".openrouter.ai", ".x.ai"),
    *(".groq.com", ".deepseek.com", ".cohere.com", ".together.xyz", ".microsoft.com", ".google.com", ".huggingface.co", ".localhost"),
)
SECRET = re.compile(
    r"\.ssh\b|\bid_(?:rsa|ed25519)\b|\.aws\b|(?<![\w.])\.env\b|\.netrc|\.npmrc|\.kube\b|credentials\b|\bprintenv\b|\.claude\.json"
    r"|[A-Z_]*(?:TOKEN|SECRET|API_KEY|PASSWORD)\b"
)
SENDS = re.compile(
    r"\b(?:curl|wget|nc|ncat|httpie|http|invoke-webrequest|iwr|irm|invoke-restmethod)\b[^\n]{0,400}(?:\s-(?:d|F|T)\b|--data|--form"
    r"|--upload-file|--post|-body|@-|\$\(|`|\$\{?[a-z_0-9])"
    r"|\|\s{0,4}(?:nc|ncat|curl|wget|socat)\b|\b(?:dig|nslookup|host|ping)\b[^\n]{0,100}(?:\$\(|`|\$\{?\w)|/dev/tcp/",
    re.IGNORECASE,
)
# A hook that answers for the person.
_APPROVES = re.compile(r"(?:permissionDecision|behavior|decision)[\\\"': ]{1,12}(?:allow|approve)\b")
# Lifecycle commands of a development container; the first runs on the host, before there is one.
_ON_HOST = "initializeCommand"
_INSIDE = ("onCreateCommand", "updateContentCommand", "postCreateCommand", "postStartCommand", "postAttachCommand")
_RIGHTS = re.compile(
    r"^--(?:privileged|cap-add=(?:ALL|SYS_ADMIN|SYS_PTRACE|NET_ADMIN)|pid=host|ipc=host|userns=host|network=host|net=host"
    r"|security-opt=\S*unconfined)$", re.IGNORECASE
)
_SOCKET = re.compile(
    r"(?:source=|src=|^)(?:/var)?/run/docker\.sock|(?:source=|src=|^)(?:/|/root|/home|/etc|\$\{localEnv:HOME\})(?:/\.ssh|/\.aws)?(?:,|:|$)"
)


def sights(document: Node) -> Iterator[Sight]:
    """What runs or is sent by itself."""
    for holder in document.below():
        for key, node in holder.fields.items():
            line = holder.line_of(key)
            if key in _HELPERS and node.text:
                yield Sight(rules.HELPER, line, (key,))
            elif key in {"hooks", "statusLine", "subagentStatusLine", "notify"}:
                yield from _hooks(key, node)
            elif key == "runOn" and node.text.lower() == "folderopen":
                yield Sight(rules.ON_OPEN, line, ("runOn: folderOpen",))
            elif key == "task.allowAutomaticTasks" and node.text == "on":
                yield Sight(rules.ON_OPEN, line, (f"{key}: on",))
            elif _ADDRESS.match(key) and (host := _foreign(node.text)):
                yield Sight(rules.ENDPOINT, line, (key, host))


def _hooks(key: str, held: Node) -> Iterator[Sight]:
    occasions = held.fields.items() if key == "hooks" and held.fields else [(key, held)]
    for occasion, node in occasions:
        for part in node.below():
            words = [part.text] if part.text else part.texts
            address = part.at("url").text
            if address and _foreign(address):
                yield Sight(rules.HOOK, part.line_of("url"), (occasion,))
            elif any(_APPROVES.search(word) for word in words):
                yield Sight(rules.BYPASS, part.line, (f"a hook on {occasion} that allows",))
            elif words and dangerous(words):
                yield Sight(rules.HOOK, part.line, (occasion,))


def dangerous(words: list[str]) -> bool:
    """Whether the command runs what it fetches, sends something out, or is longer than anybody reads."""
    text = " ".join(" ".join(words).split())
    return len(text) > MAX_SCRIPT or fetches_and_runs(["sh", "-c", text]) or SENDS.search(text) is not None


def _foreign(url: str) -> str:
    """The host that an address leads to; empty when it is the provider's own, or this machine."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return "?"
    inside = host in {"localhost", "host.docker.internal", "::1"} or host.startswith(("127.", "$", "{")) or f".{host}".endswith(_KNOWN)
    return "" if inside else host


def container(document: Node) -> Iterator[Sight]:
    """What a development container gets of its host, and what it runs."""
    host = document.at(_ON_HOST)
    if _ON_HOST in document.fields:
        words = [part.text for part in host.below() if part.text]
        severity = Severity.HIGH if dangerous(words) else Severity.MEDIUM
        yield Sight(rules.ON_OPEN, document.line_of(_ON_HOST), (_ON_HOST,), severity)
    for name in _INSIDE:
        words = [part.text for part in document.at(name).below() if part.text]
        if words and any(fetches_and_runs(["sh", "-c", text]) for text in (*words, " ".join(words))):
            yield Sight(rules.CONTAINER, document.line_of(name), (name,), Severity.MEDIUM)
    if document.at("privileged").text == "true":
        yield Sight(rules.CONTAINER, document.line_of("privileged"), ("privileged: true",))
    joined = [*document.at("runArgs").items]
    for index, part in enumerate(joined):
        following = joined[index + 1].text if index + 1 < len(joined) else ""
        mounted = part.text in {"-v", "--volume", "--mount"} and _SOCKET.search(following)
        if mounted or _RIGHTS.match(part.text) or _RIGHTS.match(f"{part.text}={following}"):
            yield Sight(rules.CONTAINER, part.line, (part.text,))
    for part in document.at("mounts").items:
        if _SOCKET.search(part.text or part.at("source").text):
            yield Sight(rules.CONTAINER, part.line, (part.text or part.at("source").text,))
