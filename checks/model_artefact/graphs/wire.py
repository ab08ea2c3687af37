"""Protocol buffers by their wire format alone: numbered fields, without anybody's schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
_WIDTHS = {FIXED64: 8, FIXED32: 4}
_MOST_NUMBER, _MOST_VARINT, _MORE = 1 << 29, 10, 0x80


class Broken(Exception):
    """These bytes are no message, or not to their end."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a number for the varints, else where its bytes begin and end in the file."""

    number: int
    kind: int
    value: int
    start: int
    end: int


def fields(data: bytes, start: int, end: int, budget: Budget) -> Iterator[Field]:
    """The fields of the message between the two. Raises `Broken`, `Spent`."""
    at = start
    while at < end:
        budget.opcode()
        key, at = _varint(data, at, end)
        number, kind = key >> 3, key & 7
        if not 0 < number < _MOST_NUMBER:
            raise Broken
        value = 0
        if kind in {VARINT, BYTES}:
            value, at = _varint(data, at, end)
        begin = at
        if kind == BYTES:
            at += value
        elif kind != VARINT:
            at += _WIDTHS.get(kind, end + 1)
        if at > end:
            raise Broken
        yield Field(number, kind, value, begin, at)


def read(data: bytes, start: int, end: int, budget: Budget) -> tuple[list[Field], bool]:
    """The fields as far as they can be read, and whether that is to the end. Raises `Spent`."""
    found: list[Field] = []
    try:
        for field in fields(data, start, end, budget):
            found.append(field)  # noqa: PERF402 - what was read before a break is kept
    except Broken:
        return found, False
    return found, True


def _varint(data: bytes, at: int, end: int) -> tuple[int, int]:
    value = 0
    for count in range(_MOST_VARINT):
        if at >= end:
            break
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << 7 * count
        if byte < _MORE:
            return value, at
    raise Broken
