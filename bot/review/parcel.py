"""A document that is handed to GitHub after a review: compressed, and known by its digest."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# Of the digest, so that there is room for more in the name of a job.
_DIGITS = 48


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be handed over. `packed` is compressed with gzip; `digest` is the same for the same content; `count` items are in it."""

    packed: bytes
    digest: str
    count: int


def packed(document: Mapping[str, object], count: int, known_by: object | None = None) -> Parcel:
    """`known_by`: the part of the document that makes it another one, where that is not the whole."""
    text = _text(document)
    content = text if known_by is None else _text(known_by)
    # Without a time in its header, equal documents have equal bytes.
    return Parcel(gzip.compress(text, mtime=0), hashlib.sha256(content).hexdigest()[:_DIGITS], count)


def opened(parcel: Parcel) -> dict[str, Any]:
    """The document."""
    document: dict[str, Any] = json.loads(gzip.decompress(parcel.packed))
    return document


def _text(document: object) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
