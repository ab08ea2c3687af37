"""Where objects are fetched from, and what proves that we may."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_PROTOCOLS = frozenset({"https", "http", "file"})


@dataclass(frozen=True, slots=True)
class Remote:
    """A repository's address and the header line that opens it (`Authorization: basic …`); None for a public one.

    The header is never shown. Raises `ValueError` for an address with credentials in it or of another protocol.
    """

    url: str
    header: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Refuse what would put a secret where processes can be listed, or run a transport helper."""
        parts = urlsplit(self.url)
        if parts.scheme not in _PROTOCOLS or not self.url.isprintable() or " " in self.url:
            message = "the remote's address is not an http, https or file URL; check the configured GitHub address"
            raise ValueError(message)
        if "@" in parts.netloc:
            message = "the remote's address holds credentials; give them as a header"
            raise ValueError(message)
        if self.header is not None and not self.header.isprintable():
            message = "the authorization header holds control characters"
            raise ValueError(message)

    @property
    def protocol(self) -> str:
        """The one transport git may use for this address."""
        return urlsplit(self.url).scheme


def basic(user: str, password: str) -> str:
    """The header line of HTTP basic authentication; GitHub takes an installation token with the user `x-access-token`."""
    return "Authorization: basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
