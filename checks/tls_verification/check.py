"""Finds certificate and host key checks that are switched off."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("tls-verification", Path(__file__).parent / "rules")
