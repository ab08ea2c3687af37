"""Pickles read by their opcodes; nothing is ever loaded."""
