"""A chat service that answers from a handbook."""
