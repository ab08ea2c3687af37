"""GGUF files: counted keys and values, the tensors' descriptions, and tensors that lie inside the file."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget

_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "B", 10: "Q", 11: "q", 12: "d"}
_TEXT, _ARRAY = 8, 9
_VERSIONS, _MOST_KEY, _MOST_DIMENSIONS, _MOST_NESTING = (1, 2, 3), 65_535, 4, 4
_ALIGNMENT = 32
# Of each type of tensor: numbers in a block and bytes of one. Of other types the length is not known.
_BLOCKS = {
    **{kind: (1, size) for kind, size in {0: 4, 1: 2, 24: 1, 25: 2, 26: 4, 27: 8, 28: 8, 30: 2}.items()},
    **{kind: (32, size) for kind, size in {2: 18, 3: 20, 6: 22, 7: 24, 8: 34, 9: 36, 20: 18, 39: 17}.items()},
    **{kind: (256, size) for kind, size in {10: 84, 11: 110, 12: 144, 13: 176, 14: 210, 15: 292, 16: 66, 17: 74, 18: 98, 19: 50}.items()},
    **{kind: (256, size) for kind, size in {21: 110, 22: 82, 23: 136, 29: 56, 34: 54, 35: 66}.items()},
}


class _Broken(Exception):
    """The file is not as the format has it; the argument says where."""


@dataclass(slots=True)
class _Cursor:
    data: bytes
    budget: Budget
    order: str = "<"
    at: int = 4
    # Version 1 counts in four bytes.
    count: str = "Q"

    def number(self, code: str) -> int | float:
        self.budget.opcode()
        form = self.order + code
        try:
            (value,) = struct.unpack_from(form, self.data, self.at)
        except struct.error:
            raise _Broken("it breaks off") from None
        self.at += struct.calcsize(form)
        return float(value) if isinstance(value, float) else int(value)

    def whole(self, code: str = "") -> int:
        return int(self.number(code or self.count))

    def text(self) -> bytes:
        length = self.whole()
        if length > len(self.data) - self.at:
            raise _Broken("a text longer than the file")
        self.at += length
        return self.data[self.at - length : self.at]


def read_gguf(data: bytes, budget: Budget) -> tuple[set[Observation], list[str]]:
    """What breaks the format, and the chat templates. Raises `Spent`."""
    cursor = _Cursor(data, budget)
    templates: list[str] = []
    try:
        seen = set(_walk(cursor, templates))
    except _Broken as broken:
        return {Observation("gguf-invalid", broken.args[0])}, templates
    return seen, templates


def _walk(cursor: _Cursor, templates: list[str]) -> Iterator[Observation]:
    version = cursor.whole("I")
    if version not in _VERSIONS and int.from_bytes(version.to_bytes(4, "little"), "big") in _VERSIONS:
        cursor.order, version = ">", int.from_bytes(version.to_bytes(4, "little"), "big")
    if version not in _VERSIONS:
        raise _Broken("the version")
    cursor.count = "I" if version == 1 else "Q"
    tensors, pairs = cursor.whole(), cursor.whole()
    if (tensors + pairs) * 8 > len(cursor.data):
        raise _Broken("more entries than bytes")
    keys: set[bytes] = set()
    alignment = _ALIGNMENT
    for _ in range(pairs):
        key = cursor.text()
        if key in keys or len(key) > _MOST_KEY:
            yield Observation("gguf-invalid", "a key that stands twice or is too long")
        keys.add(key)
        value = _value(cursor, cursor.whole("I"), 0, templates if b"chat_template" in key else None)
        if key == b"general.alignment":
            alignment = int(value) if isinstance(value, int | float) else 0
    if alignment <= 0 or alignment & (alignment - 1):
        raise _Broken("the alignment")
    yield from _tensors(cursor, tensors, alignment)


def _value(cursor: _Cursor, kind: int, depth: int, templates: list[str] | None) -> int | float | None:
    if kind in _NUMBERS:
        return cursor.number(_NUMBERS[kind])
    if kind == _TEXT:
        text = cursor.text()
        if templates is not None:
            templates.append(text.decode("utf-8", "replace"))
    elif kind == _ARRAY and depth < _MOST_NESTING:
        inner, count = cursor.whole("I"), cursor.whole()
        if count > len(cursor.data):
            raise _Broken("an array longer than the file")
        for _ in range(count):
            _value(cursor, inner, depth + 1, templates)
    else:
        raise _Broken("the type of a value")
    return None


def _tensors(cursor: _Cursor, count: int, alignment: int) -> Iterator[Observation]:
    spans: list[tuple[int, int | None]] = []
    for _ in range(count):
        cursor.text()
        dimensions = cursor.whole("I")
        if dimensions > _MOST_DIMENSIONS:
            raise _Broken("the dimensions of a tensor")
        numbers = math.prod(cursor.whole() for _ in range(dimensions))
        block = _BLOCKS.get(cursor.whole("I"))
        spans.append((cursor.whole("Q"), numbers // block[0] * block[1] if block else None))
    start = -(-cursor.at // alignment) * alignment
    room = len(cursor.data) - start
    if any(offset % alignment for offset, _ in spans):
        yield Observation("gguf-invalid", "a tensor that is not aligned")
    if any(offset + (size or 0) > max(room, 0) for offset, size in spans):
        yield Observation("gguf-invalid", "a tensor outside of the file")
    ordered = sorted((offset, size) for offset, size in spans if size is not None)
    if any(offset + size > behind for (offset, size), (behind, _) in pairwise(ordered)):
        yield Observation("gguf-invalid", "tensors that overlap")
    if len(ordered) == len(spans):
        end = start + max((offset + size for offset, size in ordered), default=0)
        if cursor.data[end : end + alignment].strip(b"\0") or len(cursor.data) > end + alignment:
            yield Observation("gguf-trailing")
