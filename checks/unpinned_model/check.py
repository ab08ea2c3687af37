"""Finds hub downloads that are not fixed to a commit."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("unpinned-model", Path(__file__).parent / "rules")
