"""Format strings that a caller chooses."""
