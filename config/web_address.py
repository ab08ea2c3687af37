"""Whether what the operator gave is an address that one may safely talk to."""

from __future__ import annotations

from urllib.parse import urlsplit

_LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}


def address_fault(text: str) -> str:
    """What is wrong with it as the address of a server of ours or of GitHub's; empty when nothing is."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return "is not a web address"
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        return "is not a web address"
    if parts.username or parts.password or parts.query or parts.fragment:
        return "holds a user name, a password, a query or a fragment"
    if parts.scheme == "http" and parts.hostname not in _LOCAL_HOSTS:
        return "is not encrypted (http is accepted for this machine only)"
    return ""
