"""Time of check: the check and its rules."""
