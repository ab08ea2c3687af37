"""JSON lock files: what they say, and the line on which an object of that key states its version."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from checks.core.place import Span
from checks.manifests.manifest import Unparsable, decoded

if TYPE_CHECKING:
    from collections.abc import Mapping

_OPENED = re.compile(r'\s*("(?:[^"\\]|\\.){1,500}")\s*:\s*\{')
_VERSION = re.compile(r'\s*"version"\s*:')


def document(raw: bytes) -> tuple[str, dict[str, Any]]:
    """The text and what it says. Raises `Unparsable`."""
    text = decoded(raw)
    return text, said_by(text)


def said_by(text: str) -> dict[str, Any]:
    """What the text says. Raises `Unparsable`."""
    try:
        said = json.loads(text)
        if "\\ud" in text.lower():
            # Halves of surrogate pairs, which nothing behind us can write down, fail here.
            json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Unparsable(f"not JSON: {str(error) or 'nested too deeply'}") from error
    if not isinstance(said, dict):
        raise Unparsable("not a JSON object")
    return said


def spans(text: str) -> Mapping[str, list[Span]]:
    """Per key that opens an object, in order: the line of its `version`, or its own when it has none."""
    found: dict[str, list[Span]] = {}
    latest: list[Span] = []
    for number, line in enumerate(text.split("\n"), start=1):
        opened = _OPENED.match(line)
        if opened:
            latest = found.setdefault(_text(opened.group(1)), [])
            latest.append(Span(number, number))
        elif latest and _VERSION.match(line):
            latest[-1] = Span(number, number)
            latest = []
    return found


def _text(literal: str) -> str:
    try:
        return str(json.loads(literal))
    except ValueError:
        return literal
