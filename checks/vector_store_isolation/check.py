"""Finds searches over everybody's documents for one tenant, and vector stores that ask nobody who they are."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("vector-store-isolation", Path(__file__).parent / "rules")
