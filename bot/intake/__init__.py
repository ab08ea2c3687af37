"""Deliveries become jobs, or are ignored with a reason. Pure."""
