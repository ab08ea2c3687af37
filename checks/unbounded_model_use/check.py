"""Finds loops, agents and requests that ask a model without a limit."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("unbounded-model-use", Path(__file__).parent / "rules")
