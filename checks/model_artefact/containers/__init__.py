"""Archives, compressed streams and arrays in which models are kept."""
