"""The REST operations, a module for each topic."""
