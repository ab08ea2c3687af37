"""Secrets compared by an operator that stops at the first difference."""
