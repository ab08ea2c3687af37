"""Finds model loaders that execute what the weights file asks for."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("unsafe-model-loading", Path(__file__).parent / "rules")
