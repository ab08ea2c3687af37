"""Models that are asked without an end."""
