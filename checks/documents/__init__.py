"""Settings and manifests of strangers as values that know their lines, read without recursion, expansion or types."""
