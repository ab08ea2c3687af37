"""Asks a model of the operator's whether the prompts of a repository hold against a small set of attacks; never for a pull request."""
