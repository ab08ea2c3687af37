"""Finds temporary files made under predictable names."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("temporary-file", Path(__file__).parent / "rules")
