"""Credentials that a change commits: of known providers, and whatever stands under a telling name."""
