"""Credentials and data sent without encryption."""
