"""Lines that a caller adds to a mail."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("mail-header-injection", Path(__file__).parent / "rules")
