"""Regular expressions that a caller can keep busy."""
