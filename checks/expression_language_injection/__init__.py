"""Outside input that is evaluated as an expression."""
