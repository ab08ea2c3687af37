"""Errors of the program shown to whoever caused them."""
