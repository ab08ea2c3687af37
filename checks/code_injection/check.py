"""Outside input that is evaluated as Python code."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("code-injection", Path(__file__).parent / "rules")
