"""Memory unsafety: the check and its rules."""
