"""What we have been told. The only room that reads the environment or settings files."""
