"""Addresses that manifests tell, fit to be shown."""

from __future__ import annotations

import re

_CREDENTIALS = re.compile(r"(?<=//)[^/?#\s]*@")


def shown(address: object) -> str:
    """Without credentials, query and fragment; empty for what is no text."""
    return re.split(r"[?#]", _CREDENTIALS.sub("", address), maxsplit=1)[0][:500] if isinstance(address, str) else ""
