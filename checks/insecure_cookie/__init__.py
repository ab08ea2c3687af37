"""Cookies that travel unencrypted or that scripts can read."""
