"""Pieces of an engine's JSON, taken apart as something that an attacker may have written."""

from __future__ import annotations

from typing import Any


class BadAnswer(ValueError):
    """The engine's answer breaks its format or speaks of what it was not given; nothing in it is believed."""


class EngineComplained(ValueError):
    """The engine says that the run itself is incomplete, for a reason that is no file's."""


def an_object(value: object) -> dict[str, Any]:
    """The value as an object. Raises `BadAnswer`."""
    if not isinstance(value, dict):
        raise BadAnswer("an object is missing where the format has one")
    return value


def a_list(holder: dict[str, Any], key: str, most: int, *, optional: bool = False) -> list[Any]:
    """The list under that key, no longer than `most`. `optional`: it may be missing. Raises `BadAnswer`."""
    value = holder.get(key)
    if value is None and optional:
        return []
    if not isinstance(value, list):
        raise BadAnswer(f"the list of {key} is missing")
    if len(value) > most:
        raise BadAnswer(f"it lists {len(value)} {key}, more than {most}")
    return value


def a_text(value: object) -> str:
    """The value as text that a file could hold. Raises `BadAnswer`."""
    if not isinstance(value, str):
        raise BadAnswer("text is missing where the format has it")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BadAnswer("it holds text that no file can hold") from error
    return value
