"""Repositories of git committed as ordinary files."""
