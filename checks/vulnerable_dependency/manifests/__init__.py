"""Files that name dependencies, one module per format: bytes in, exact versions with their lines out."""
