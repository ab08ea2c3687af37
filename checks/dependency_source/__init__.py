"""Packages taken from places that somebody else may fill."""
