"""Keras models, whose configuration names what is built when they are loaded."""
