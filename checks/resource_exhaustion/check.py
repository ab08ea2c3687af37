"""Memory, disk or time that a caller can use up."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("resource-exhaustion", Path(__file__).parent / "rules")
