"""Containers and accounts that get more of their host or cluster than they need."""
