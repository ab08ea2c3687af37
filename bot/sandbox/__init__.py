"""Where untrusted bytes meet programs, and nowhere else."""
