"""Protection against requests that other sites forge, switched off."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("csrf-protection-off", Path(__file__).parent / "rules")
