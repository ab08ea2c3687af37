"""Servers of models, experiments and notebooks that answer whoever reaches them."""
