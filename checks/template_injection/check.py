"""Outside input that becomes the source text of a template."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("template-injection", Path(__file__).parent / "rules")
