"""Foreign JSON read one fact at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.intake.job import MAX_ID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Malformed(ValueError):
    """A payload without GitHub's form; the message names the field, never its value."""


def mapping(parent: Mapping[str, object], name: str) -> Mapping[str, object]:
    """The object called `name`; raises `Malformed`."""
    value = parent.get(name)
    if not isinstance(value, dict):
        raise Malformed(f"{name} is not an object")
    return value


def optional_mapping(parent: Mapping[str, object], name: str) -> Mapping[str, object]:
    """The same, empty where it is absent or null."""
    return {} if parent.get(name) is None else mapping(parent, name)


def sequence(parent: Mapping[str, object], name: str) -> Sequence[object]:
    """The list called `name`; raises `Malformed`."""
    value = parent.get(name)
    if not isinstance(value, list):
        raise Malformed(f"{name} is not a list")
    return value


def text(parent: Mapping[str, object], name: str) -> str:
    """The text called `name`; raises `Malformed`."""
    value = parent.get(name)
    if not isinstance(value, str):
        raise Malformed(f"{name} is not a text")
    return value


def number(parent: Mapping[str, object], name: str) -> int:
    """The positive whole number called `name`; raises `Malformed`."""
    value = parent.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MAX_ID:
        raise Malformed(f"{name} is not an id")
    return value
