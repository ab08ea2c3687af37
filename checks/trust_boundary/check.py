"""Request data stored where the program trusts it."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("trust-boundary", Path(__file__).parent / "rules")
