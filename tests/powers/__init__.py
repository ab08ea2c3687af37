"""The private key and the tokens are where they must be and nowhere else."""
