"""Messages between windows that are sent to anybody or taken from anybody."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("cross-window-message", Path(__file__).parent / "rules")
