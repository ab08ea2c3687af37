"""Outside input that becomes part of an XPath expression."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("xpath-injection", Path(__file__).parent / "rules")
