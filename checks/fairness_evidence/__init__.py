"""Models that judge people without a figure that says how fairly."""
