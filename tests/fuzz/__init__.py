"""Hostile input, made by machine."""
