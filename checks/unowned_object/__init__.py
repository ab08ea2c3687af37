"""Objects found by a number of the caller's, without asking whose they are."""
