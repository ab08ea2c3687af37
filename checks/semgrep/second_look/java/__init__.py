"""Java, put into the terms in which flows are looked at a second time."""
