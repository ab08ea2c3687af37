"""Objects found by a number of the caller's, without asking whose they are."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("unowned-object", Path(__file__).parent / "rules")
