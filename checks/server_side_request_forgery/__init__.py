"""Outside input that decides which address this server connects to."""
