"""Data of persons in tables that a change adds."""
