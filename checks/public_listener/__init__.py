"""Public listener: the check and its rules."""
