"""YAML as values that know their lines, read from a stream of events: without recursion, expansion or types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

# What people write by hand has a fraction of this; the engine below reads about 2 MB a second.
MAX_BYTES, MAX_NODES, MAX_DEPTH = 2_000_000, 200_000, 60


class NotRead(Exception):
    """It is no YAML, or more of it than is read; the message says which."""


@dataclass(slots=True, eq=False)
class Node:
    """A scalar's `text`, a sequence's `items` or a mapping's `fields`, and the line it begins on, from 1. The last of equal keys counts."""

    line: int
    text: str = ""
    items: list[Node] = field(default_factory=list)
    fields: dict[str, Node] = field(default_factory=dict)
    # Where each key stands: what it means may begin a line below.
    keys: dict[str, int] = field(default_factory=dict)
    # What is written in front of a value that stands for another, such as `!Ref`.
    tag: str = ""

    def at(self, *path: str) -> Node:
        """What stands below these keys; an empty node on this line when nothing does."""
        here = self
        for name in path:
            here = here.fields.get(name) or Node(here.line)
        return here

    def line_of(self, name: str) -> int:
        """The line of a key."""
        return self.keys.get(name, self.line)

    @property
    def true(self) -> bool:
        """Whether it is YAML's `true`, in the spellings of 1.1 and 1.2."""
        return self.text.lower() in {"true", "yes", "on"}

    @property
    def texts(self) -> list[str]:
        """The scalars of a sequence."""
        return [item.text for item in self.items]

    def below(self) -> Iterator[Node]:
        """This node and everything in it, each once, however often it is referred to."""
        seen: set[int] = set()
        waiting = [self]
        while waiting:
            here = waiting.pop()
            if id(here) not in seen:
                seen.add(id(here))
                yield here
                waiting += [*reversed(here.fields.values()), *reversed(here.items)]


@dataclass(slots=True)
class _Open:
    node: Node
    key: tuple[str, int] | None = None
    mapping: bool = False


def documents(raw: bytes) -> list[Node]:
    """The documents of a file. Raises `NotRead`."""
    if len(raw) > MAX_BYTES:
        raise NotRead(f"it is larger than {MAX_BYTES:,} bytes")
    try:
        return _built(raw)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise NotRead("it is no YAML") from error


def _built(raw: bytes) -> list[Node]:
    found: list[Node] = []
    open_: list[_Open] = []
    anchors: dict[str, Node] = {}
    count = 0
    for event in yaml.parse(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            open_.pop()
            continue
        if isinstance(event, yaml.DocumentStartEvent):
            anchors.clear()
        if not isinstance(event, yaml.NodeEvent):
            continue
        count += 1
        if count > MAX_NODES or len(open_) > MAX_DEPTH:
            raise NotRead(f"it has more than {MAX_NODES:,} values, or lies deeper than {MAX_DEPTH} levels")
        node = _node(event, anchors)
        _placed(node, event, open_, found)
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            open_.append(_Open(node, mapping=isinstance(event, yaml.MappingStartEvent)))
    return found


def _node(event: yaml.NodeEvent, anchors: dict[str, Node]) -> Node:
    line = _line(event)
    if isinstance(event, yaml.AliasEvent):
        return anchors.get(event.anchor or "") or Node(line)
    node = Node(line, event.value if isinstance(event, yaml.ScalarEvent) else "", tag=_tag(event))
    if event.anchor:
        anchors[event.anchor] = node
    return node


def _tag(event: yaml.NodeEvent) -> str:
    told = getattr(event, "tag", None) or ""
    return told if told.startswith("!") and told != "!" else ""


def _line(event: yaml.NodeEvent) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _placed(node: Node, event: yaml.NodeEvent, open_: list[_Open], found: list[Node]) -> None:
    if not open_:
        found.append(node)
        return
    holder = open_[-1]
    if not holder.mapping:
        holder.node.items.append(node)
    elif holder.key is None:
        holder.key = (node.text, _line(event))
    else:
        name, line = holder.key
        holder.key = None
        _given(holder.node, name, node, line)


def _given(holder: Node, name: str, node: Node, line: int) -> None:
    if name == "<<":
        # A merge: what it brings is overridden by what stands here.
        for other in [node, *node.items]:
            holder.fields = other.fields | holder.fields
            holder.keys = other.keys | holder.keys
        return
    holder.fields[name] = node
    holder.keys[name] = line
