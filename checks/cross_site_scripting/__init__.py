"""Outside input that becomes part of a page without being escaped."""
