"""Zip archives by their central directory and by their local headers, whatever sums, flags and names say."""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.model_artefact.containers.inflate import inflated
from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget

_LOCAL, _CENTRAL = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I")
_LOCAL_MAGIC, _CENTRAL_MAGIC = b"PK\x03\x04", b"PK\x01\x02"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _STREAMED = 1, 8
_ZIP64 = 0xFFFFFFFF
_LINK_TYPE, _TYPE_MASK = 0o120000, 0o170000


@dataclass(frozen=True, slots=True)
class Entry:
    """A member as one of the two places describes it; `body` is where its bytes begin."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    body: int


@dataclass(frozen=True, slots=True)
class Member:
    """A member's bytes under one of its names."""

    name: str
    content: bytes


def read_zip(data: bytes, budget: Budget, seen: set[Observation]) -> Iterator[Member]:
    """Every member that any reader could find. What the two places disagree on goes to `seen`. Raises `Spent`."""
    local = list(_local(data))
    central = list(_central(data, _inner(data, local), seen))
    listed = {entry.body: entry for entry in central}
    if not central and not local:
        seen.add(Observation("not-parsed", "the zip has no member"))
    _compare(listed, central, local, seen)
    done: set[tuple[int, int, int]] = set()
    for entry in (*central, *local):
        packed = entry.packed or (listed[entry.body].packed if entry.body in listed else 0)
        if (entry.body, packed, entry.method) in done:
            continue
        done.add((entry.body, packed, entry.method))
        budget.member()
        yield Member(entry.name.decode("utf-8", "replace"), _content(data, entry, packed, budget, seen))


def _compare(listed: dict[int, Entry], central: list[Entry], local: list[Entry], seen: set[Observation]) -> None:
    names = [entry.name for entry in central]
    if len(set(names)) < len(names):
        seen.add(Observation("container-duplicates"))
    for name in names:
        if name.startswith((b"/", b"\\")) or b".." in name.replace(b"\\", b"/").split(b"/"):
            seen.add(Observation("container-traversal", name.decode("utf-8", "replace")))
    for entry in local:
        other = listed.get(entry.body)
        if other is None:
            seen.add(Observation("container-hidden-member", entry.name.decode("utf-8", "replace")))
        elif (other.name, other.method) != (entry.name, entry.method):
            seen.add(Observation("container-two-names", entry.name.decode("utf-8", "replace")))
    for entry in (*central, *local):
        if entry.flags & _ENCRYPTED:
            seen.add(Observation("container-encrypted-flag", entry.name.decode("utf-8", "replace")))


def _content(data: bytes, entry: Entry, packed: int, budget: Budget, seen: set[Observation]) -> bytes:
    name = entry.name.decode("utf-8", "replace")
    raw = data[entry.body : entry.body + packed] if packed else data[entry.body : _end(data, entry.body)]
    if entry.method == _STORED:
        content = raw
    elif entry.method == _DEFLATED:
        content, complete = inflated(raw, zlib.decompressobj(-15), budget)
        if not complete:
            seen.add(Observation("container-cut", name))
    else:
        seen.add(Observation("container-method", name))
        return b""
    if entry.crc and packed and zlib.crc32(content) != entry.crc:
        seen.add(Observation("container-crc", name))
    return content


def _end(data: bytes, body: int) -> int:
    """Where a member of unknown length ends at the latest: before the next header."""
    ends = [found for magic in (_LOCAL_MAGIC, _CENTRAL_MAGIC, b"PK\x07\x08") if (found := data.find(magic, body)) >= 0]
    return min(ends, default=len(data))


def _inner(data: bytes, local: list[Entry]) -> list[tuple[int, int]]:
    """Where members are stored as they are, in front of the directory that the end record names: their own directories are not ours."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(data):
        return []
    first = end - int.from_bytes(data[end + 12 : end + 16], "little")
    if data[first : first + 4] != _CENTRAL_MAGIC:
        return []
    stored = ((entry.body, entry.body + entry.packed) for entry in local if entry.method == _STORED)
    return [(start, stop) for start, stop in stored if stop <= first]


def _central(data: bytes, inner: list[tuple[int, int]], seen: set[Observation]) -> Iterator[Entry]:
    at = _next(data, 0, inner)
    shift = _prefix(data)
    if shift:
        seen.add(Observation("container-prefix"))
    while at >= 0 and at + _CENTRAL.size <= len(data):
        _, _, _, flags, method, _, _, crc, packed, size, named, extra, comment, _, _, attributes, offset = _central_fields(data, at)
        name = data[at + _CENTRAL.size : at + _CENTRAL.size + named]
        if (attributes >> 16) & _TYPE_MASK == _LINK_TYPE:
            seen.add(Observation("container-link", name.decode("utf-8", "replace")))
        header = offset + shift
        if data[header : header + 4] == _LOCAL_MAGIC and header + _LOCAL.size <= len(data):
            lengths = struct.unpack_from("<2H", data, header + 26)
            yield Entry(name, flags, method, crc, 0 if packed == _ZIP64 else packed, size, header + _LOCAL.size + sum(lengths))
        elif offset != _ZIP64:
            seen.add(Observation("container-dangling", name.decode("utf-8", "replace")))
        at = _next(data, at + _CENTRAL.size + named + extra + comment, inner)


def _next(data: bytes, at: int, inner: list[tuple[int, int]]) -> int:
    """The next entry of the directory from here on, past what is `inner` (in rising order); -1 when there is none."""
    found = data.find(_CENTRAL_MAGIC, at)
    while found >= 0 and (place := bisect_right(inner, (found, len(data)))) and found < inner[place - 1][1]:
        found = data.find(_CENTRAL_MAGIC, inner[place - 1][1])
    return found


def _central_fields(data: bytes, at: int) -> tuple[int, ...]:
    # magic, made by, needed, flags, method, time, date, crc, packed, size, name, extra, comment, disk, inner, outer, offset
    return _CENTRAL.unpack_from(data, at)


def _prefix(data: bytes) -> int:
    """Bytes in front of the archive, by where the end record says that the directory begins."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(data):
        return 0
    size, offset = (int(each) for each in struct.unpack_from("<2I", data, end + 12))
    first = end - size
    if data[end - 20 : end - 16] == b"PK\x06\x07" or offset == _ZIP64 or data[first : first + 4] != _CENTRAL_MAGIC:
        return 0
    return max(0, first - offset)


def _local(data: bytes) -> Iterator[Entry]:
    at = data.find(_LOCAL_MAGIC)
    while at >= 0 and at + _LOCAL.size <= len(data):
        _, _, flags, method, _, _, crc, packed, size, named, extra = _LOCAL.unpack_from(data, at)
        body = at + _LOCAL.size + named + extra
        streamed = bool(flags & _STREAMED) or packed == _ZIP64
        if body <= len(data) and named:
            yield Entry(data[at + _LOCAL.size : at + _LOCAL.size + named], flags, method, crc, 0 if streamed else packed, size, body)
            at = data.find(_LOCAL_MAGIC, body if streamed else body + packed)
        else:
            at = data.find(_LOCAL_MAGIC, at + 4)
