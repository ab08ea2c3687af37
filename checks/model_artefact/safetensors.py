"""Safetensors files: a length, a JSON object, and tensors that fill the rest without a gap."""

from __future__ import annotations

import json
import math
from typing import Any

from checks.model_artefact.observation import Observation

_MOST_HEADER = 100_000_000
_TYPES = {
    64: ("F64", "I64", "U64", "C64"),
    32: ("F32", "I32", "U32"),
    16: ("F16", "BF16", "I16", "U16"),
    8: ("F8_E4M3", "F8_E5M2", "F8_E8M0", "I8", "U8", "BOOL"),
    6: ("F6_E2M3", "F6_E3M2"),
    4: ("F4",),
}
_BITS = {name: bits for bits, names in _TYPES.items() for name in names}


def read_safetensors(data: bytes) -> set[Observation]:
    """What breaks the format."""
    length = int.from_bytes(data[:8], "little")
    if len(data) < 8 or length > min(_MOST_HEADER, len(data) - 8):  # noqa: PLR2004 - the length itself
        return {Observation("safetensors-invalid", "the length of the header")}
    try:
        header = json.loads(data[8 : 8 + length], object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return {Observation("safetensors-invalid", "the header is not one JSON object with each name once")}
    if not isinstance(header, dict):
        return {Observation("safetensors-invalid", "the header is no object")}
    metadata = header.pop("__metadata__", {})
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        return {Observation("safetensors-invalid", "the metadata")}
    return _tensors(header, len(data) - 8 - length)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice")
    return made


def _tensors(header: dict[str, Any], left: int) -> set[Observation]:
    try:
        spans = sorted((*map(int, entry["data_offsets"]), _bytes(entry)) for entry in header.values())
        at = 0
        for begin, end, size in spans:
            if begin != at or end - begin != size:
                return {Observation("safetensors-invalid", "the offsets of the tensors")}
            at = end
    except (KeyError, TypeError, ValueError, OverflowError):
        return {Observation("safetensors-invalid", "the description of a tensor")}
    return {Observation("safetensors-length")} if at != left else set()


def _bytes(entry: dict[str, Any]) -> int:
    return math.prod(int(length) for length in entry["shape"]) * _BITS[entry["dtype"]] // 8
