"""The short name by which people call a finding."""

from __future__ import annotations

_LENGTH = 8


def public_id(fingerprint: str) -> str:
    """The beginning of the fingerprint's digest; two findings may share it, and whoever is asked about it says so."""
    return fingerprint.rpartition(":")[2][:_LENGTH]
