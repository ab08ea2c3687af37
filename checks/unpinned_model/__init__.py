"""Models and data sets taken from a moving branch."""
