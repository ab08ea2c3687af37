"""Finds secret values compared with the equality operator."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("timing-unsafe-comparison", Path(__file__).parent / "rules")
