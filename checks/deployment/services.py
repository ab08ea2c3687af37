"""What a document of settings starts and sets: Compose, Kubernetes, workflows, scripts of packages, configurations of any kind."""

from __future__ import annotations

import json
import re
from itertools import takewhile
from typing import TYPE_CHECKING

from checks.deployment.shell import command, script
from checks.deployment.started import Command, Setting, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checks.documents.nodes import Node

# Keys whose text is shell, alone or as the lines of a list.
_SHELL = re.compile(r"run|(?:before_|after_)?scripts?|cmds?|commands?|args|entrypoint|\w+Command", re.IGNORECASE)
_STARTS = ("entrypoint", "command", "args")
_GIVEN = re.compile(r"(?P<name>[A-Za-z_]\w*)=(?P<value>.*)")
_LITERAL, _FOLDED = re.compile(r"\|[+-]?\d?\s*$"), re.compile(r">[+-]?\d?\s*$")
# Lines of a folded text that are told apart.
MAX_FOLDED = 100


def scripts(document: Node, lines: Sequence[str]) -> Iterator[tuple[Command, ...]]:
    """Everything that it starts. `lines` are the file's."""
    for key, node in _named(document):
        if any(name in node.fields for name in _STARTS):
            yield tuple(command(list(_service(node, lines))))
        elif _SHELL.fullmatch(key):
            texts = [node, *node.items, *node.fields.values()] if key.lower() == "scripts" else [node, *node.items]
            yield tuple(each for text in texts if text.text for each in script(_lines(text, lines)))


def settings(document: Node) -> Iterator[Setting]:
    """Everything that it sets: by a key, by a pair of `name` and `value`, or as `NAME=value` in a list."""
    for _, node in _named(document):
        beside = {name: field.text for name, field in node.fields.items() if field.text}
        for name, text in beside.items():
            yield Setting(name, text, node.line_of(name), beside)
        if "name" in beside and "value" in beside:
            yield Setting(beside["name"], beside["value"], node.at("value").line, {})
        for item in node.items:
            if given := _GIVEN.fullmatch(item.text):
                yield Setting(given["name"], given["value"], item.line, {})


def words_of_list(text: str, line: int) -> list[Word] | None:
    """The words of a command in the form of a JSON list; None when it is none."""
    try:
        found = json.loads(text) if text.startswith("[") else None
    except (ValueError, RecursionError):
        return None
    return [Word(str(each), line) for each in found] if isinstance(found, list) else None


def _named(document: Node) -> Iterator[tuple[str, Node]]:
    """Every value with the key above it, each once."""
    seen: set[int] = set()
    waiting = [("", document)]
    while waiting:
        key, node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield key, node
            waiting += [(name, field) for name, field in reversed(node.fields.items())]
            waiting += [("", item) for item in reversed(node.items)]


def _service(node: Node, lines: Sequence[str]) -> Iterator[Word]:
    image = node.at("image")
    if image.text:
        # What an image runs by itself is mostly named as the image is.
        yield Word(image.text.partition("@")[0].rpartition("/")[2].partition(":")[0], image.line)
    for name in _STARTS:
        started = node.at(name)
        if started.items:
            yield from (Word(item.text, item.line) for item in started.items)
        elif started.text:
            yield from (word for each in script(_lines(started, lines)) for word in each.words)


def _lines(node: Node, lines: Sequence[str]) -> list[tuple[str, int]]:
    """The lines of a text. Of one that is written as a block they stand below; what is folded into one line is read from where it is."""
    parts = node.text.split("\n")
    first = lines[node.line - 1] if node.line <= len(lines) else ""
    if _LITERAL.search(first):
        return [(part, min(node.line + 1 + number, len(lines))) for number, part in enumerate(parts)]
    folded = bool(_FOLDED.search(first))
    if folded or (node.text.split() and node.text.split()[-1] not in first):
        below = lines[node.line : node.line + MAX_FOLDED]
        inner = takewhile(lambda line: not line.strip() or _indent(line) > _indent(first), below)
        written = [(line.strip(), node.line + number) for number, line in enumerate([first, *inner]) if number or not folded]
        own = [(text.partition(": ")[2] if at == node.line else text, at) for text, at in written]
        # Only what is YAML's own text, and not another notation of it, has the same words.
        if " ".join(text for text, _ in own).split() == node.text.split():
            return [(f"{text} \\", at) for text, at in own]
    return [(part, node.line) for part in parts]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
