"""Programs that listen on every address of their host."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("public-listener", Path(__file__).parent / "rules")
