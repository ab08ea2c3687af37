"""Finds request data flowing into a system prompt."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("prompt-injection", Path(__file__).parent / "rules")
