"""Models that change without anything in the change that says so, and digests that are not those of the file beside them."""
