"""Model files whose loading can run code."""
