"""Regular expressions that a caller can keep busy."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("regular-expression-denial", Path(__file__).parent / "rules")
