"""Outside input that becomes part of a response header."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("http-header-injection", Path(__file__).parent / "rules")
