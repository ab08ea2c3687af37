"""Capabilities in the settings of agents, and in the front matter of the instructions that they follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.agent_capabilities.capability import Capability, Power
from checks.agent_capabilities.words import power_of_entry
from checks.agent_permissions import rules
from checks.agent_permissions.approvals import sights
from checks.core.place import Location, Span
from checks.documents.nodes import Node, NotRead, documents
from checks.mcp_configuration.servers import servers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath

_TOOLS = frozenset({"allow", "allowedtools", "allowed_tools", "allowed-tools", "tools", "coretools", "autoapprove", "alwaysallow"})
_BETWEEN = re.compile(r",\s*(?![^()]*\))")
_RUN = frozenset({"command", "cmd", "prompt", "url"})


def in_settings(path: RepoPath, document: Node, *, named_for_servers: bool) -> Iterator[Capability]:
    """What a file of settings allows, the servers it names, and the commands that it has started."""
    for server in servers(document, named_for_them=named_for_servers):
        yield _at(path, server.line, Power.SERVER, server.name or server.url or " ".join(server.words[:2]))
    for sight in sights(document):
        if sight.rule is rules.BYPASS:
            yield _at(path, sight.line, Power.UNASKED, sight.words[0])
    for holder in document.below():
        for key, node in holder.fields.items():
            if key == "hooks":
                yield from _hooks(path, node)
    yield from _listed(path, document)


def in_front_matter(path: RepoPath, text: str) -> Iterator[Capability]:
    """The tools that a page of instructions asks for; what is no YAML asks for nothing."""
    head = text.partition("\n")[2].partition("\n---")[0]
    try:
        document = next(iter(documents(f"\n{head}\n".encode("utf-8", "replace"))), Node(1))
    except NotRead:
        return
    yield from _listed(path, document)


def _listed(path: RepoPath, document: Node) -> Iterator[Capability]:
    for holder in document.below():
        for key, node in holder.fields.items():
            if key.lower() not in _TOOLS:
                continue
            for part in node.items or [node]:
                for text in [part.text] if node.items else _BETWEEN.split(part.text[:4_000]):
                    entry = text.strip()
                    power = power_of_entry(entry)
                    if power is not None:
                        yield _at(path, part.line, power, entry)


def _hooks(path: RepoPath, held: Node) -> Iterator[Capability]:
    """One for each occasion that starts something."""
    for occasion, node in held.fields.items():
        if any(_RUN & part.fields.keys() for part in node.below()) or node.text or any(node.texts):
            yield _at(path, held.line_of(occasion), Power.HOOK, occasion)


def _at(path: RepoPath, line: int, power: Power, detail: str) -> Capability:
    return Capability(power, detail, Location(path, Span(line, line)))
