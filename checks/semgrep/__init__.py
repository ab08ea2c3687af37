"""Checks made of semgrep rules: from a folder of rule files to a check, from the engine's matches to findings."""
