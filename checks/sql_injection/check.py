"""Outside input that becomes part of the text of an SQL statement."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("sql-injection", Path(__file__).parent / "rules")
