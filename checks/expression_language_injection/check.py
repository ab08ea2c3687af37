"""Outside input that is evaluated as an expression."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("expression-language-injection", Path(__file__).parent / "rules")
