"""YAML as values that know the lines of their keys: read from events, so that nothing is built, resolved or multiplied."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from checks.core.place import Span
from checks.manifests.manifest import Unparsable, decoded

# The largest lock files known are a fifth of it; reading so much takes a few seconds.
MAX_NODES = 500_000
MAX_DEPTH = 60


@dataclass(slots=True, eq=False)
class Node:
    """A scalar's `text`, a sequence's `items` or a mapping's `fields`; `line` is its key's, or its own. The last of equal keys counts."""

    line: int = 1
    text: str = ""
    items: list[Node] = field(default_factory=list)
    fields: dict[str, Node] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """Its line."""
        return Span(self.line, self.line)

    def at(self, *path: str) -> Node:
        """What stands below these keys; an empty node on the nearest line when nothing does."""
        here = self
        for name in path:
            here = here.fields.get(name) or Node(here.line)
        return here

    @property
    def texts(self) -> list[str]:
        """The scalars of a sequence that are not empty."""
        return [item.text for item in self.items if item.text]


@dataclass(slots=True)
class _Open:
    node: Node
    mapping: bool
    key: Node | None = None


def documents(raw: bytes) -> list[Node]:
    """The documents of a file. Raises `Unparsable`."""
    text = decoded(raw)
    try:
        return _built(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unparsable(f"not YAML: {' '.join(str(error).split())[:200] or 'unreadable'}") from error


def mapping(raw: bytes) -> Node:
    """The only document, a mapping. Raises `Unparsable`."""
    found = documents(raw)
    if len(found) != 1 or not found[0].fields:
        raise Unparsable("not a YAML mapping")
    return found[0]


def _built(text: str) -> list[Node]:
    found: list[Node] = []
    open_: list[_Open] = []
    anchors: dict[str, Node] = {}
    count = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            open_.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        count += 1
        if count > MAX_NODES or len(open_) > MAX_DEPTH:
            raise Unparsable(f"more than {MAX_NODES} values, or deeper than {MAX_DEPTH} levels")
        node = _node(event, anchors)
        if open_:
            _placed(node, open_[-1])
        else:
            found.append(node)
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            open_.append(_Open(node, isinstance(event, yaml.MappingStartEvent)))
    return found


def _node(event: yaml.NodeEvent, anchors: dict[str, Node]) -> Node:
    """What an alias names is not followed into what holds it, so that nothing contains itself."""
    line = event.start_mark.line + 1 if event.start_mark else 1
    if isinstance(event, yaml.AliasEvent):
        there = anchors.get(event.anchor or "", Node())
        return Node(line, there.text)
    node = Node(line, event.value if isinstance(event, yaml.ScalarEvent) else "")
    if event.anchor:
        anchors[event.anchor] = node
    return node


def _placed(node: Node, holder: _Open) -> None:
    if not holder.mapping:
        holder.node.items.append(node)
    elif holder.key is None:
        holder.key = node
    else:
        node.line = holder.key.line
        holder.node.fields[holder.key.text] = node
        holder.key = None
