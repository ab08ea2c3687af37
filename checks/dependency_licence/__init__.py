"""Licences of packages and models that a change brings in, and what they ask of the project."""
