"""Uploaded files that are kept whatever they are."""
