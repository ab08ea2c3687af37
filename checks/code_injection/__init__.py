"""Outside input that is evaluated as Python code."""
