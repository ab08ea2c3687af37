"""Outside input that becomes part of a page without being escaped."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("cross-site-scripting", Path(__file__).parent / "rules")
