"""Finds deserialisers that run code chosen by whoever wrote the bytes."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("unsafe-deserialisation", Path(__file__).parent / "rules")
