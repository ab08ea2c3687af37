"""TOML as values that know their lines, as far as its headers and keys tell them."""

from __future__ import annotations

import re
import tomllib

from checks.documents.nodes import MAX_DEPTH, Node, NotRead

# Settings of agents are a page long; the standard library's reader takes long over what is nested on purpose.
MAX_TOML = 200_000
_LINE = re.compile(r"^\s*(?:\[\[?\s*(?P<header>[^\]\n]{1,400})\]|(?P<key>[\w\"'. -]{1,400}?)\s*=)")


def tree(raw: bytes) -> Node:
    """The whole file as one mapping. Raises `NotRead`."""
    if len(raw) > MAX_TOML:
        raise NotRead(f"it is larger than {MAX_TOML:,} bytes")
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    if any(line.partition("=")[0].count(".") > MAX_DEPTH for line in text.split("\n")):
        raise NotRead("it has keys of too many parts")
    try:
        return _built(tomllib.loads(text), _places(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise NotRead("it is no TOML") from error


def _places(text: str) -> dict[tuple[str, ...], int]:
    """The line of each header and key."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        told = _LINE.match(line)
        if told and told["header"]:
            table = _parts(told["header"])
            found.setdefault(table, number)
        elif told:
            found.setdefault((*table, *_parts(told["key"])), number)
    return found


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.strip(" \"'") for part in key.split("."))


def _built(value: object, places: dict[tuple[str, ...], int]) -> Node:
    root = Node(1)
    waiting: list[tuple[object, Node, tuple[str, ...]]] = [(value, root, ())]
    while waiting:
        here, node, path = waiting.pop()
        if isinstance(here, dict):
            for name, below in here.items():
                inner = (*path, str(name))
                line = places.get(inner, node.line)
                node.fields[str(name)], node.keys[str(name)] = Node(line), line
                waiting.append((below, node.fields[str(name)], inner))
        elif isinstance(here, list):
            for below in here:
                node.items.append(Node(node.line))
                waiting.append((below, node.items[-1], path))
        else:
            node.text = str(here).lower() if isinstance(here, bool) else str(here)
    return root
