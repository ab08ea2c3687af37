"""Request data that becomes an operator of a document query."""
