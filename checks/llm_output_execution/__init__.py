"""Model output used as code, command, query, page, path or address."""
