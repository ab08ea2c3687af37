"""Keys from outside that decide which nested property is written."""
