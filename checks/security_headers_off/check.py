"""Headers that protect a page and that the program switches off."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("security-headers-off", Path(__file__).parent / "rules")
