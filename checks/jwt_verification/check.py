"""Finds token decoding that skips or weakens the signature check."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("jwt-verification", Path(__file__).parent / "rules")
