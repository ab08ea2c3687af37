"""Finds passwords hashed with fast digests."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("weak-password-hash", Path(__file__).parent / "rules")
