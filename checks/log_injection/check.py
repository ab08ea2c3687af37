"""Request data written into log files line by line."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("log-injection", Path(__file__).parent / "rules")
