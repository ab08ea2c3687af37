"""Lines that a caller adds to a mail."""
