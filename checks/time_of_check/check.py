"""A question about a file whose answer may be wrong when it is used."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("time-of-check", Path(__file__).parent / "rules")
