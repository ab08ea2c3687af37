"""Answers that every other site may read."""
