"""Cookies that travel unencrypted or that scripts can read."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("insecure-cookie", Path(__file__).parent / "rules")
