"""GitHub's API: who we are there, what we read, what we write."""
