"""Agents in workflows, and who may tell them what to do."""
