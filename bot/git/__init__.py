"""Git objects without a checkout."""
