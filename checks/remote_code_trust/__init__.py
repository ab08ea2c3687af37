"""Model repositories allowed to bring their own code."""
