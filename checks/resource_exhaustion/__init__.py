"""Resource exhaustion: the check and its rules."""
