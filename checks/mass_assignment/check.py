"""Stored objects that take every field that a request sends."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("mass-assignment", Path(__file__).parent / "rules")
