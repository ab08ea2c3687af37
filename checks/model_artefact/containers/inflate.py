"""Compressed bytes made whole again, as far as the limits go and as far as they are sound."""

from __future__ import annotations

import bz2
import lzma
import zlib
from typing import TYPE_CHECKING, Protocol

from checks.model_artefact import limits
from checks.model_artefact.budget import Spent

if TYPE_CHECKING:
    from checks.model_artefact.budget import Budget

_STEP = 1 << 20


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def inflated(raw: bytes, machine: _Decompressor, budget: Budget) -> tuple[bytes, bool]:
    """What comes out, and whether the stream came to its end. Raises `Spent`."""
    made = bytearray()
    left = raw
    try:
        while not machine.eof:
            piece = machine.decompress(left, _STEP)
            made += piece
            budget.bytes_made(len(piece))
            _bounded(len(made), len(raw))
            tail = getattr(machine, "unconsumed_tail", None)
            left = b"" if tail is None else tail
            if not piece and not left:
                break
    except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError):
        return bytes(made), False
    return bytes(made), machine.eof


def opened(data: bytes, budget: Budget) -> tuple[bytes, bool, bytes]:
    """A compressed stream: what it holds, whether it is complete, and what stands behind it. Raises `Spent`."""
    if data.startswith(b"ZF0x"):
        # joblib before 0.10: a hexadecimal length of 19 characters in front.
        data = data[data.find(b"\x78", 4) :]
    machine = _machine(data)
    made, complete = inflated(data, machine, budget)
    return made, complete, machine.unused_data if complete else b""


def _machine(data: bytes) -> _Decompressor:
    if data.startswith(b"\x1f\x8b"):
        return zlib.decompressobj(31)
    if data.startswith(b"BZh"):
        return bz2.BZ2Decompressor()
    if data.startswith(b"\xfd7zXZ"):
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, 256 * limits.MEGABYTE)
    if data.startswith(b"\x5d\x00\x00"):
        return lzma.LZMADecompressor(lzma.FORMAT_ALONE, 256 * limits.MEGABYTE)
    return zlib.decompressobj()


def _bounded(made: int, raw: int) -> None:
    if made > limits.INFLATED:
        raise Spent("limit-inflated")
    if made > limits.RATIO_FROM and made > limits.RATIO * raw:
        raise Spent("limit-ratio")
