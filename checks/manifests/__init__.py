"""What projects say about the packages that they are made of: one reader for each format, shared by every check that asks."""
