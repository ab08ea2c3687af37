"""Notebooks of Jupyter read as documents, without any library of theirs."""
