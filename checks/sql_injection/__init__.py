"""Outside input that becomes part of the text of an SQL statement."""
