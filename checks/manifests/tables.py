"""TOML lock files: an array of package tables, and the line on which each states its version."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from checks.core.place import Span
from checks.manifests.manifest import Unparsable, decoded

if TYPE_CHECKING:
    from collections.abc import Iterator


# The parser's time and memory grow with the square of a dotted key's parts; nobody writes so many.
MOST_PARTS = 64
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_ENDLESS_KEY = re.compile(rf"(?<![\w.-])(?:{_PART}[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}{_PART}")


def document(raw: bytes) -> tuple[str, dict[str, Any]]:
    """The text and what it says. Raises `Unparsable`."""
    text = decoded(raw)
    if _ENDLESS_KEY.search(text):
        raise Unparsable(f"a key of more than {MOST_PARTS} parts")
    try:
        return text, tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unparsable(f"not TOML: {str(error) or 'nested too deeply'}") from error


def packages(raw: bytes, array: str) -> Iterator[tuple[dict[str, Any], Span]]:
    """Each `[[array]]` table with the line of its version. Raises `Unparsable`."""
    text, said = document(raw)
    tables = said.get(array, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise Unparsable(f"{array!r} is not an array of tables")
    spans = _spans(text, array)
    if len(spans) != len(tables):
        # An inline array, or a text that holds such a header: right packages, no lines.
        spans = [Span(1, 1)] * len(tables)
    return zip(tables, spans, strict=True)


def _spans(text: str, array: str) -> list[Span]:
    header = re.compile(rf"\s*\[\[\s*{re.escape(array)}\s*\]\]\s*(?:#.*)?")
    version = re.compile(r"\s*version\s*=")
    spans: list[Span] = []
    within = False
    for number, line in enumerate(text.split("\n"), start=1):
        if header.fullmatch(line.rstrip("\r")):
            spans.append(Span(number, number))
            within = True
        elif line.lstrip().startswith("["):
            within = False
        elif within and version.match(line):
            spans[-1] = Span(number, number)
            within = False
    return spans
