"""Finds model loading that runs Python shipped in the model's repository."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("remote-code-trust", Path(__file__).parent / "rules")
