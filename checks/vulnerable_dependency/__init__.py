"""Releases with known defects that a change brings in."""
