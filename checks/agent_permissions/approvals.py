"""Settings that let an agent act without asking."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.agent_permissions import rules
from checks.agent_permissions.rules import Sight
from checks.core.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.documents.nodes import Node

_ON, _OFF = frozenset({"true"}), frozenset({"false"})
# Keys in lower case, and the values with which nobody is asked any more.
_UNASKED = """
dangerouslyskippermissions skipdangerousmodepermissionprompt claudecode.allowdangerouslyskippermissions chat.tools.autoapprove
chat.tools.global.autoapprove chat.agent.autoapprove chat.tools.edits.autoapproveall autoaccept yolo yolomode yes-always alwaysallowexecute
always_allow_tool_actions dangerouslyallowall amp.dangerouslyallowall full_auto fullauto autoapproveall roo-cline.alwaysallowexecute trust
"""
_MODES = ("defaultmode", "permissionmode", "claudecode.initialpermissionmode", "defaultapprovalmode", "approvalmode", "approval_mode")
_BYPASSES = {
    **dict.fromkeys(_UNASKED.split(), _ON),
    **dict.fromkeys(_MODES, frozenset({"bypasspermissions", "yolo", "full-auto", "auto", "never"})),
    "approval_policy": frozenset({"never"}),
    "sandbox_mode": frozenset({"danger-full-access"}),
    "security.workspace.trust.enabled": _OFF,
}
# Lists of what need not be asked for, not of what there is.
_LISTS = frozenset({"allow", "allowedtools", "allowed_tools", "allowed-tools", "allowed", "tools.allowed"})
_APPROVED = frozenset({"autoapprove", "alwaysallow", "auto_approve", "autoapprovedtools"})
_HOME = r"~/?\*{0,2}|//?\*{1,2}|/|~/\.(?:ssh|aws|kube|gnupg|config)\b.{0,100}|//?etc\b.{0,100}"
_COMMAND = re.compile(
    r"^(?:bash|shell|powershell|run_shell_command|shelltool|terminal|execute)(?:\((.{0,400})\))?$", re.IGNORECASE | re.DOTALL
)
_READ = re.compile(rf"^(?:read|edit|write|glob|grep)\((?:{_HOME})\)$", re.IGNORECASE)
_EVERYWHERE = re.compile(r"^(?:~|//?|\$HOME|\$\{HOME\}|/home|/root|/etc|/Users)/?\**$")
# Whoever may run one of these with any arguments may run everything.
_RUNNERS_TEXT = """
sh bash zsh eval exec source sudo su python python3 node deno bun perl ruby php npx uvx bunx pipx ssh scp nc ncat socat curl wget
docker podman env xargs powershell pwsh cmd osascript
"""
_RUNNERS = frozenset(_RUNNERS_TEXT.split())
_SHELL_PATTERNS = frozenset({"*", ".*", "/.*/", "/.+/", "/^.*$/", "/^/", "/./", "//"})


def sights(document: Node) -> Iterator[Sight]:
    """Everything that is allowed too widely."""
    lists = [holder.fields["mcpServers"] for holder in document.below() if "mcpServers" in holder.fields]
    servers = {id(server) for held in lists for server in held.fields.values()}
    for holder in document.below():
        for key, node in holder.fields.items():
            line, name = holder.line_of(key), key.lower()
            if node.text.lower() in _BYPASSES.get(name, ()) and (name != "trust" or id(holder) in servers):
                yield Sight(rules.BYPASS, line, (f"{key}: {node.text}",))
            elif name == "enableallprojectmcpservers" and node.text == "true":
                yield Sight(rules.SERVERS, line, (key,))
            elif name in _LISTS:
                yield from _listed(node)
            elif name in _APPROVED and any(item.text == "*" for item in node.items):
                yield Sight(rules.BYPASS, line, (f'{key}: ["*"]',))
            elif name == "additionaldirectories":
                wide = (item for item in node.items if _EVERYWHERE.match(item.text))
                yield from (Sight(rules.BROAD, item.line, (item.text,), Severity.MEDIUM) for item in wide)
            elif name == "chat.tools.terminal.autoapprove":
                yield from _patterns(node)
            elif name == "permission":
                yield from _granted(key, node, line)


def _listed(node: Node) -> Iterator[Sight]:
    parts = node.items or [node]
    for part in parts:
        for text in [part.text] if node.items else re.split(r",\s*(?![^()]*\))", part.text[:4_000]):
            if (severity := breadth(text.strip())) is not None:
                yield Sight(rules.BROAD, part.line, (text.strip(),), severity)


def breadth(entry: str) -> Severity | None:
    """How much the entry of a list allows; None for what is narrow."""
    if entry in {"*", "mcp__*"}:
        return Severity.HIGH
    if _READ.match(entry):
        return Severity.MEDIUM
    found = _COMMAND.match(entry)
    if found is None:
        return None
    pattern = (found[1] or "").strip()
    if pattern.strip(":* ") == "":
        return Severity.HIGH
    words = pattern.replace(":*", " *").split()
    program = words[0].rstrip("*").rpartition("/")[2]
    free = len(words) == 1 or words[1] in {"*", "-c", "-e", "run"} or words[1].startswith("-")
    return Severity.MEDIUM if program in _RUNNERS and free else None


def _patterns(node: Node) -> Iterator[Sight]:
    for pattern, approved in node.fields.items():
        if approved.text == "true" or approved.at("approve").text == "true":
            bare = pattern.strip("/^$\\b ")
            if pattern in _SHELL_PATTERNS:
                yield Sight(rules.BROAD, node.line_of(pattern), (pattern,))
            elif bare in _RUNNERS:
                yield Sight(rules.BROAD, node.line_of(pattern), (pattern,), Severity.MEDIUM)


def _granted(key: str, node: Node, line: int) -> Iterator[Sight]:
    if node.text == "allow":
        yield Sight(rules.BYPASS, line, (f"{key}: allow",))
    for name in ("*", "bash"):
        inner = node.at(name)
        if inner.text == "allow" or inner.at("*").text == "allow":
            yield Sight(rules.BROAD, node.line_of(name), (f"{name}: allow",))
