"""XML from outside read by a parser that follows external entities."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("xml-external-entity", Path(__file__).parent / "rules")
