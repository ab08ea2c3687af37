"""The servers that a file of settings names, whatever agent it is for."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.place import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.documents.nodes import Node

_HOLDERS = frozenset({"mcpservers", "mcp_servers", "context_servers", "amp.mcpservers", "mcp.servers", "extensions", "mcp-servers"})
# Words under which agents name the same: the program, its arguments, the address, the environment.
_COMMANDS, _ADDRESSES, _SETTINGS = ("command", "cmd"), ("url", "serverUrl", "httpUrl", "uri", "endpoint"), ("env", "environment", "envs")


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable or header, its value and its line."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Server:
    """One server: the words of its command, or its address; each with the lines it stands on."""

    name: str
    line: int
    words: tuple[str, ...]
    command: Span
    url: str
    url_at: Span
    environment: tuple[Setting, ...]
    headers: tuple[Setting, ...]


def servers(document: Node, *, named_for_them: bool) -> Iterator[Server]:
    """All of a file; `named_for_them`: the file's name says that it holds nothing else."""
    for holder in document.below():
        for key, held in holder.fields.items():
            if key.lower() in _HOLDERS or (key in {"servers", "mcp"} and (named_for_them or key == "mcp" or "mcp" in document.fields)):
                yield from _all(held)
    if named_for_them:
        yield from _all(document)
    for holder in document.fields.get("customizations", document).below():
        if "mcp" in holder.fields:
            yield from _all(holder.at("mcp", "servers"))


def _all(held: Node) -> Iterator[Server]:
    for name, node in held.fields.items():
        server = _server(name, node, held.line_of(name))
        if server.words or server.url:
            yield server
    for node in held.items:
        server = _server(node.at("name").text, node, node.line)
        if server.words or server.url:
            yield server


def _server(name: str, node: Node, line: int) -> Server:
    inner = node.at("transport") if node.at("transport").fields else node
    given = _first(inner, _COMMANDS)
    program = given.at("path") if given.fields else given
    words = [*given.texts] or _words(program.text)
    words += [*inner.at("args").texts, *inner.at("arguments").texts, *given.at("args").texts]
    url = _first(inner, _ADDRESSES)
    holders = {id(holder): holder for holder in (node, inner, given)}.values()
    environment = tuple(each for key in _SETTINGS for holder in holders for each in _settings(holder.at(key)))
    headers = tuple(each for key in ("headers", "http_headers", "requestInit") for each in _settings(inner.at(key)))
    parts = (given, *given.items, *inner.at("args").items, *inner.at("arguments").items, *given.at("args").items)
    lines = [part.line for part in parts]
    return Server(name, line, tuple(words), Span(min(lines), max(lines)), url.text, Span(url.line, url.line), environment, headers)


def _first(node: Node, names: tuple[str, ...]) -> Node:
    return next((node.fields[name] for name in names if name in node.fields), node.at(names[0]))


def _words(text: str) -> list[str]:
    """A command that holds its own arguments; a path with spaces in it comes out as several words, which does no harm."""
    if "\\" in text:
        return text.split()
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def _settings(node: Node) -> list[Setting]:
    own = [Setting(name, value.text, node.line_of(name)) for name, value in node.fields.items()]
    for item in node.items:
        name, _, value = item.text.partition("=")
        own.append(Setting(name, value, item.line))
    return own
