"""Finds broken ciphers, repeated nonces, short keys and weak digests."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("weak-cryptography", Path(__file__).parent / "rules")
