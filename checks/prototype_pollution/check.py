"""Keys from outside that decide which nested property is written."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("prototype-pollution", Path(__file__).parent / "rules")
