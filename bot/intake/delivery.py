"""What GitHub sent, and whether it was GitHub."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.secret import Secret

_SIGNATURE = re.compile(r"sha256=([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook delivery whose signature was verified; a redelivery carries the same `id`. The payload is still untrusted."""

    id: str
    event: str
    payload: Mapping[str, object]

    @property
    def action(self) -> str:
        """The payload's action, or an empty string where the event has none (or an absurd one)."""
        action = self.payload.get("action")
        return action if isinstance(action, str) and re.fullmatch(r"[a-z_]{1,40}", action) else ""


def verify(secret: Secret, raw_body: bytes, header: str | None) -> bool:
    """Whether `X-Hub-Signature-256` is the HMAC-SHA256 of the raw bytes, compared in constant time.

    An absent, empty, SHA-1 or repeated header is never a signature.
    """
    key = secret.reveal().encode()
    match = _SIGNATURE.fullmatch(header or "")
    if not key or match is None:
        return False
    return hmac.compare_digest(hmac.new(key, raw_body, hashlib.sha256).hexdigest(), match.group(1))
