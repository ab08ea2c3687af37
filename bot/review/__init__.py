"""The review itself, decided without touching the world: all effects come through its ports."""
