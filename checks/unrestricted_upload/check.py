"""Uploaded files that are kept whatever they are."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("unrestricted-upload", Path(__file__).parent / "rules")
