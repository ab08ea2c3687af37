"""Finds HTTP calls without a time limit."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("missing-timeout", Path(__file__).parent / "rules")
