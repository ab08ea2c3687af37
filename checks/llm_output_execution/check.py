"""Finds a language model's answer flowing into an interpreter."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("llm-output-execution", Path(__file__).parent / "rules")
