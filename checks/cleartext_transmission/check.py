"""Credentials and data sent without encryption."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("cleartext-transmission", Path(__file__).parent / "rules")
