"""Finds file modes that open a file to everybody."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("permissive-file-mode", Path(__file__).parent / "rules")
