"""Finds tokens and passwords made with a generator that is not cryptographic."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("predictable-random", Path(__file__).parent / "rules")
