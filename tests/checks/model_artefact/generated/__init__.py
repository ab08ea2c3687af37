"""Model files of every format, guilty and innocent, made byte by byte: by name of the case, the file's name and its bytes."""
