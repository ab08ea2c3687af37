"""Packages whose names are easily taken for others, or that strangers could register."""
