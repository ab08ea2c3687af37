"""Finds credentials that go into prompts, and system prompts that hold them or decide who may do what."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("sensitive-prompt", Path(__file__).parent / "rules")
