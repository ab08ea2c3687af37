"""Untrusted text placed where the model looks for its orders."""
