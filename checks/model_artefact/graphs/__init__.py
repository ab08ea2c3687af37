"""Models that are graphs of operators, in protocol buffers."""
