"""Request data stored where the program trusts it."""
