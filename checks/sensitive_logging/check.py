"""Finds passwords, tokens and prompts passed to a logger."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("sensitive-logging", Path(__file__).parent / "rules")
