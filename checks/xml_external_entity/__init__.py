"""XML from outside read by a parser that follows external entities."""
