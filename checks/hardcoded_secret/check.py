"""Finds passwords, keys and tokens assigned as literals."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("hardcoded-secret", Path(__file__).parent / "rules")
