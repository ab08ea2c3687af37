"""What a semgrep rule says of itself, read without its patterns: those are the engine's matter, and most of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

_WANTED = frozenset({"id", "languages", "message", "severity", "metadata"})
# Reading events only, with the C parser where there is one, takes a quarter of the time of building everything: each process waits for it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def heads(raw: bytes) -> list[dict[str, Any]]:
    """For each entry of `rules`, its fields other than patterns; every scalar is text. Raises `yaml.YAMLError`, `KeyError`, `TypeError`."""
    events = iter(yaml.parse(raw, Loader=_LOADER))
    for event in events:
        if isinstance(event, MappingStartEvent):
            return _mapping(events, frozenset({"rules"}), below=_WANTED)["rules"]  # type: ignore[no-any-return]
    raise KeyError("rules")


def _mapping(events: Iterator[yaml.Event], wanted: frozenset[str] | None, below: frozenset[str] | None = None) -> dict[str, Any]:
    """Up to its end, without what is not `wanted` (None: all is). `below`: what the mappings inside it may keep."""
    found: dict[str, Any] = {}
    while isinstance(key := next(events), ScalarEvent):
        if wanted is None or key.value in wanted:
            found[key.value] = _value(next(events), events, below)
        else:
            _pass_over(events)
    return found


def _value(event: yaml.Event, events: Iterator[yaml.Event], wanted: frozenset[str] | None) -> Any:  # noqa: ANN401 - what YAML holds
    if isinstance(event, ScalarEvent):
        return event.value
    if isinstance(event, MappingStartEvent):
        return _mapping(events, wanted)
    if isinstance(event, SequenceStartEvent):
        items = []
        while not isinstance(inner := next(events), SequenceEndEvent):
            items.append(_value(inner, events, wanted))
        return items
    raise TypeError("an alias stands where a value should")


def _pass_over(events: Iterator[yaml.Event]) -> None:
    """One value, whatever it is."""
    depth = 0
    for event in events:
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if not depth:
            return
