"""Answers that every other site may read."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("unrestricted-cors", Path(__file__).parent / "rules")
