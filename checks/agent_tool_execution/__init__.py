"""Agents handed a shell or an interpreter."""
