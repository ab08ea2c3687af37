"""Archives whose members choose where they are written."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("archive-extraction", Path(__file__).parent / "rules")
