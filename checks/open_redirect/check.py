"""Outside input that decides where a browser is sent."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("open-redirect", Path(__file__).parent / "rules")
