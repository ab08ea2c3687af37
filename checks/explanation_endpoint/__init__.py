"""Explanations of a model that anybody may ask for."""
