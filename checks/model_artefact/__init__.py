"""Model files that run code, hide something, or cannot be read to their end."""
