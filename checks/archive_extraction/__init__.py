"""Archives whose members choose where they are written."""
