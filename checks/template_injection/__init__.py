"""Outside input that becomes the source text of a template."""
