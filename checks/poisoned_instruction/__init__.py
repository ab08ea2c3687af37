"""Instructions to agents that serve somebody else."""
