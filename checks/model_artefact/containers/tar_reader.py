"""Tar archives, block by block: what a reader would take out, and what would lead it astray."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.model_artefact.containers.zip_reader import Member
from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget

_BLOCK = 512
_FILES = frozenset(b"0\x007")
_LINKS = frozenset(b"12")
_LONG_NAME = ord("L")


def read_tar(data: bytes, budget: Budget, seen: set[Observation]) -> Iterator[Member]:
    """Every member with bytes of its own. Raises `Spent`."""
    at, longer = 0, ""
    while at + _BLOCK <= len(data):
        header = data[at : at + _BLOCK]
        at += _BLOCK
        if not any(header):
            continue
        size = _size(header)
        if size is None or at + size > len(data):
            seen.add(Observation("not-parsed", "the tar breaks off"))
            return
        body, kind = data[at : at + size], header[156]
        at += -(-size // _BLOCK) * _BLOCK
        name = longer or _name(header)
        longer = body.rstrip(b"\0").decode("utf-8", "replace") if kind == _LONG_NAME else ""
        if kind in _LINKS:
            seen.add(Observation("container-link", name))
        if name.startswith("/") or ".." in name.split("/"):
            seen.add(Observation("container-traversal", name))
        if kind in _FILES:
            budget.member()
            yield Member(name, body)


def _name(header: bytes) -> str:
    name = header[:100].split(b"\0")[0]
    prefix = header[345:500].split(b"\0")[0] if header[257:262] == b"ustar" else b""
    return (prefix + b"/" + name if prefix else name).decode("utf-8", "replace")


def _size(header: bytes) -> int | None:
    field = header[124:136]
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    try:
        size = int(field.strip(b"\0 ") or b"0", 8)
    except ValueError:
        return None
    return size if size >= 0 else None
