"""What agents of a repository are able to do, and what a change adds to that or takes away."""
