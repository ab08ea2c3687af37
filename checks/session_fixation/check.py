"""Logins that keep the session which the visitor came with."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("session-fixation", Path(__file__).parent / "rules")
