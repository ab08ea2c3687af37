"""What the pickles of some bytes amount to, with the payloads inside their literals."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from checks.model_artefact.limits import PAYLOAD_DEPTH
from checks.model_artefact.observation import Observation
from checks.model_artefact.pickles.streams import PROTO, convincing, find_pickles, read_pickles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget
    from checks.model_artefact.pickles.streams import Stream

_LEAST = 12
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){8,}")
_PICKLE = re.compile(rb"\x80[\x02-\x05]|[(\]}]{0,4}c[A-Za-z_][\w.]*\n[A-Za-z_][\w.]*\n")
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\x00")


def judge(data: bytes, budget: Budget, *, persistent: bool = False, named: bool = True) -> set[Observation]:
    """What is to be said of bytes that begin as a pickle does; unless they are `named` one it may be chance. Raises `Spent`."""
    streams = read_pickles(data, budget, persistent=persistent)
    if not named and not streams[0].complete and not convincing(data, streams[0]):
        return judge_hidden(data, budget)
    if not named and data[0] != PROTO and not convincing(data, streams[0]):
        return judge_hidden(data, budget)
    return _told(streams, budget, 0)


def judge_hidden(data: bytes, budget: Budget) -> set[Observation]:
    """What is to be said of pickles inside bytes that are something else. Raises `Spent`."""
    streams = find_pickles(data, budget)
    return _told(streams, budget, 0, whole=False) | ({Observation("pickle-inside")} if streams else set())


def _told(streams: list[Stream], budget: Budget, depth: int, *, whole: bool = True) -> set[Observation]:
    seen: set[Observation] = {Observation("pickle-format")} if whole else set()
    for stream in streams:
        seen |= stream.seen
        if not stream.complete and (whole or stream.machine.called):
            seen.add(Observation("broken-after-call" if stream.machine.called else "not-parsed", "the pickle has no end"))
        for literal in stream.machine.literals:
            seen |= _payloads(literal, budget, depth)
    return seen


def _payloads(literal: str | bytes, budget: Budget, depth: int) -> set[Observation]:
    raw = literal.encode("utf-8", "surrogatepass") if isinstance(literal, str) else literal
    seen: set[Observation] = set()
    if len(raw) < _LEAST:
        return seen
    for how, inner in _readings(raw):
        if inner.startswith(_ARCHIVES):
            seen.add(Observation("nested-archive", how))
        elif _PICKLE.match(inner):
            seen |= _nested(inner, how, budget, depth)
    return seen


def _nested(inner: bytes, how: str, budget: Budget, depth: int) -> set[Observation]:
    if depth >= PAYLOAD_DEPTH:
        return {Observation("limit-payload-depth")}
    streams = read_pickles(inner, budget, persistent=True)
    if not any(stream.complete or stream.machine.imported for stream in streams):
        return set()
    return {Observation("nested-pickle", how)} | {each for each in _told(streams, budget, depth + 1) if each.code != "pickle-format"}


def _readings(raw: bytes) -> Iterator[tuple[str, bytes]]:
    yield "as it is", raw
    stripped = raw.strip()
    if _HEX.fullmatch(stripped):
        yield "in hexadecimal", bytes.fromhex(stripped.decode())
    if _BASE64.fullmatch(b"".join(stripped.split())):
        try:
            alphabet = b"-_" if re.search(rb"[-_]", stripped) else None
            yield "in base64", base64.b64decode(b"".join(stripped.split()) + b"==", altchars=alphabet)
        except (binascii.Error, ValueError):
            return
