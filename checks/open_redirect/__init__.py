"""Outside input that decides where a browser is sent."""
