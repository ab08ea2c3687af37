"""Finds servers of the Model Context Protocol that run what nobody has looked at, or are other ones than were approved."""

from __future__ import annotations

import hashlib
import ipaddress
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checks.agent_files.kinds import configures
from checks.agent_files.launch import fetches_and_runs, holds_a_script, programs
from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, RepoPath, Span
from checks.core.severity import Confidence, Severity
from checks.documents.nodes import NotRead
from checks.documents.reading import settings
from checks.mcp_configuration import rules
from checks.mcp_configuration.change import changed
from checks.mcp_configuration.credentials import literal
from checks.mcp_configuration.host import held
from checks.mcp_configuration.packages import fetched
from checks.mcp_configuration.servers import Server, servers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.change import Change
    from checks.core.rule import Rule
    from checks.core.scene import Scene, Tree

_NAMED = re.compile(r"(?:^|[._-])mcp(?:[._-]?(?:servers?|config|settings))?\.(?:json|jsonc|ya?ml|toml)$", re.IGNORECASE)
_DESKTOP = frozenset({"claude_desktop_config.json", "cline_mcp_settings.json", "mcp_config.json", "mcp_settings.json"})
# Lines of a command that a finding shows.
MAX_EXCERPT = 20
_LOADS = re.compile(
    r"^(?:LD_PRELOAD|LD_LIBRARY_PATH|LD_AUDIT|DYLD_\w+|BASH_ENV|ENV|PYTHONSTARTUP|PYTHONPATH|PERL5OPT|PERL5LIB|RUBYOPT|JAVA_TOOL_OPTIONS"
    r"|_JAVA_OPTIONS"
    r"|GIT_SSH_COMMAND|GIT_EXTERNAL_DIFF|PROMPT_COMMAND)$"
)
_OPTIONS = re.compile(r"(?:^|\s)(?:--require|-r|--import|--experimental-loader|--loader|--inspect\S*)(?:[\s=]|$)")


def applies_to(path: RepoPath) -> bool:
    """Settings of agents and editors, and whatever is named after the protocol."""
    return configures(path) or _NAMED.search(path.name) is not None


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """What each server of the change runs, calls and holds, and how that differs from before. Raises `Unreadable`."""
    for path in scene.scope:
        if not applies_to(path):
            continue
        raw = scene.head.read(path) or b""
        try:
            now = _servers(path, raw)
        except NotRead as reason:
            yield NotAnalysed(path.text, str(reason))
            continue
        if now:
            lines = raw.decode("utf-8", "replace").split("\n")
            before = _before(scene, path)
            installed = _installed(scene.head)
            for server in now:
                for sight in (*_seen(server, installed), *_differs(server, before)):
                    yield _finding(scene.change, path, lines, sight)
                yield from (_secret(path, server, *found) for found in literal(server))


def _servers(path: RepoPath, raw: bytes) -> list[Server]:
    named = _NAMED.search(path.name) is not None or path.name in _DESKTOP
    unique = {(server.name, server.line): server for server in servers(settings(path, raw), named_for_them=named)}
    return list(unique.values())


def _before(scene: Scene, path: RepoPath) -> dict[str, Server]:
    file = scene.change.file(path)
    old = (file.old_path if file else None) or path
    try:
        return {server.name: server for server in _servers(old, scene.base.read(old) or b"")}
    except NotRead:
        return {}


def _installed(head: Tree) -> frozenset[str]:
    """Packages that the project itself installs, by its lock file: a runner takes those."""
    try:
        package = json.loads(head.read(RepoPath("package.json")) or b"{}")
    except (ValueError, RecursionError):
        return frozenset()
    told = [package.get(key) for key in ("dependencies", "devDependencies")] if isinstance(package, dict) else []
    return frozenset(name for each in told if isinstance(each, dict) for name in each)


_Sight = tuple["Rule", tuple[str, ...], Span, Severity | None]


def _seen(server: Server, installed: frozenset[str]) -> Iterator[_Sight]:
    line = server.command
    if server.words and fetches_and_runs(server.words):
        yield rules.DOWNLOAD, (server.name,), line, None
    elif server.words and holds_a_script(server.words):
        yield rules.SCRIPT, (server.name,), line, None
    for words in programs(server.words):
        package = fetched(words)
        if package and not package.exact and package.name not in installed:
            yield rules.UNPINNED, (server.name, package.name), line, None
        for right in held(words):
            yield rules.HOST, (right, server.name), line, None
    for setting in server.environment:
        options = setting.name in {"NODE_OPTIONS", "BUN_OPTIONS"} and _OPTIONS.search(setting.value)
        unsafe = setting.name == "NODE_TLS_REJECT_UNAUTHORIZED" and setting.value == "0"
        if options or unsafe or _LOADS.match(setting.name):
            severity = Severity.MEDIUM if setting.name in {"PYTHONPATH", "LD_LIBRARY_PATH"} else None
            yield rules.ENVIRONMENT, (setting.name, server.name), Span(setting.line, setting.line), severity
    for url, place in ((server.url, server.url_at), *((word, line) for word in server.words if "://" in word)):
        if (reach := _in_clear(url)) is not None:
            yield rules.CLEARTEXT, (server.name,), place, reach


def _in_clear(url: str) -> Severity | None:
    """How bad it is to call the address; None for one that is encrypted or this machine."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return Severity.HIGH if url.lower().startswith(("http://", "ws://")) else None
    here = host in {"localhost", "host.docker.internal", ""} or host.endswith(".localhost") or host.startswith(("$", "{"))
    if here or parts.scheme.lower() not in {"http", "ws"}:
        return None
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return Severity.HIGH if "." in host else Severity.LOW
    if address.is_loopback or address.is_unspecified:
        return None
    return Severity.MEDIUM if address.is_private else Severity.HIGH


def _differs(server: Server, before: dict[str, Server]) -> Iterator[_Sight]:
    old = before.get(server.name)
    found = changed(old, server) if old else None
    if found is not None:
        what, severity, line = found
        yield rules.CHANGED, (server.name, what), line, severity


def _finding(change: Change, path: RepoPath, lines: list[str], sight: _Sight) -> Finding:
    rule, words, span, severity = sight
    shown = [word if rule is rules.CHANGED and index else word.replace("`", "'")[:80] for index, word in enumerate(words)]
    confidence = Confidence.LOW if severity is Severity.LOW else None
    location, said = Location(path, span), rules.SAID[rule].format(*shown)
    if rule is rules.CHANGED and not change.introduces(location):
        # What makes it another one is a line that went.
        location = Location(path)
    excerpt = "\n".join(line.rstrip("\r") for line in lines[span.first - 1 : span.last][:MAX_EXCERPT])
    return Finding(rule, location, said, excerpt, severity_here=severity, confidence_here=confidence)


def _secret(path: RepoPath, server: Server, name: str, value: str, at: Span) -> Finding:
    said = rules.SAID[rules.SECRET].format(*(word.replace("`", "'")[:80] for word in (server.name, name)))
    digest = hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()
    return Finding(rules.SECRET, Location(path, at), said, f"secret {digest[:8]}")


CHECK = Check("mcp-configuration", rules.ALL, applies_to, inspect)
