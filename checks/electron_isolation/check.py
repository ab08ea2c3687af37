"""Windows that give their page the powers of the program."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("electron-isolation", Path(__file__).parent / "rules")
