"""Encrypted connections that do not check who answers."""
