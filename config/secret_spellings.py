"""How one secret may look in different places: in JSON, in an address, in base64 at every offset."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import quote, quote_plus

# Shorter pieces of base64 are found in ordinary text.
_LEAST = 8


def spellings(value: str) -> tuple[str, ...]:
    """The value and everything it is commonly turned into, each once."""
    escaped = json.dumps(value)[1:-1]
    quoted = quote(value, safe="")
    lowered = re.sub("%[0-9A-F]{2}", lambda found: found.group().lower(), quoted)
    plain = (value, escaped, value.replace("\n", ""), quoted, lowered, quote_plus(value))
    coded = (text for offset in range(3) for text in _base64(value.encode(), offset))
    return tuple(dict.fromkeys((*plain, *(text for text in coded if len(text) >= _LEAST))))


def _base64(value: bytes, offset: int) -> tuple[str, ...]:
    """The characters that the value alone decides when `offset` bytes (modulo 3) stand before it, in both alphabets."""
    first = (offset * 4 + 2) // 3
    last = (offset + len(value)) * 8 // 6
    whole = bytes(offset) + value
    return tuple(coder(whole).decode()[first:last] for coder in (base64.b64encode, base64.urlsafe_b64encode))
