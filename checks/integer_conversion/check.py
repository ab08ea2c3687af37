"""Numbers that lose bits on the way."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("integer-conversion", Path(__file__).parent / "rules")
