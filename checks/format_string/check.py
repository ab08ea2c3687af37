"""Format strings that a caller chooses."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("format-string", Path(__file__).parent / "rules")
