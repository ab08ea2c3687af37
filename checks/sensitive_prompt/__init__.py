"""Credentials and rules of access that a model is told."""
