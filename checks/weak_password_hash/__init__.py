"""Passwords stored under a hash that is cheap to guess against."""
