"""Logins that keep the session which the visitor came with."""
