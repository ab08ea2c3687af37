"""Code that leaves the checks of a memory-safe language."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("memory-unsafety", Path(__file__).parent / "rules")
