"""Secrets and private text written to logs."""
