"""Outside input that becomes part of an XPath expression."""
