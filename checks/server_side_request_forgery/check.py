"""Outside input that decides which address this server connects to."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("server-side-request-forgery", Path(__file__).parent / "rules")
