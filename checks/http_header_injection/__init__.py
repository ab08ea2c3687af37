"""Outside input that becomes part of a response header."""
