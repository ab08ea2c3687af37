"""Ciphers, modes, keys and digests that no longer hold."""
