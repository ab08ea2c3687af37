"""Integer conversion: the check and its rules."""
