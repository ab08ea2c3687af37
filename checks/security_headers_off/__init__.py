"""Headers that protect a page and that the program switches off."""
