"""Temporary files whose names others can guess."""
