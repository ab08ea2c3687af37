"""Outside input that decides which file is read, written, sent or removed."""
