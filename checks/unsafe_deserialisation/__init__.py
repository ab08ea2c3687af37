"""Bytes from outside turned into live objects."""
