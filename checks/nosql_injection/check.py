"""Request data that becomes an operator of a document query."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("nosql-injection", Path(__file__).parent / "rules")
