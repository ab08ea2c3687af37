"""Credentials written into source code."""
