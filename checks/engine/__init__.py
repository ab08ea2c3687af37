"""What checks share whose knowledge is the rules of an engine of its own."""
