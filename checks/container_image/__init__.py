"""Images that are built from what nobody maintains or pins."""
