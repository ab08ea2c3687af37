"""GitHub's JSON, made from the model."""
