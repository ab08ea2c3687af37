"""Errors of the program shown to whoever caused them."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("error-disclosure", Path(__file__).parent / "rules")
