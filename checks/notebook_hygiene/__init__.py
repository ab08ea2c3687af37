"""Notebooks that install, run or show what nobody has looked at."""
