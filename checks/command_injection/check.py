"""Outside input that becomes part of a command line run by a shell or decides which program runs."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("command-injection", Path(__file__).parent / "rules")
