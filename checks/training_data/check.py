"""Finds training on what an address serves, on requests, and on columns that tell of persons."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("training-data", Path(__file__).parent / "rules")
