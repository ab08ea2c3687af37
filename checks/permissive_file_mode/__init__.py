"""Files that every local user may change."""
