"""Finds agent tools and executors that run model-written code on the host."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check

CHECK = pattern_check("agent-tool-execution", Path(__file__).parent / "rules")
