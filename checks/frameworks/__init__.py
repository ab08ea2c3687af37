"""Which entries of security, privacy and AI frameworks a rule belongs to, from one table."""
