"""Outside input that becomes part of a command line run by a shell or decides which program runs."""
