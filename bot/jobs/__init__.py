"""Durable work, on DBOS."""
