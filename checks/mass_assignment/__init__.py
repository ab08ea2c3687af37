"""Stored objects that take every field that a request sends."""
