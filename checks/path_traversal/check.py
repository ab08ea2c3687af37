"""Outside input that decides which file is read, written, sent or removed."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("path-traversal", Path(__file__).parent / "rules")
