"""Secrets drawn from a generator that can be predicted."""
