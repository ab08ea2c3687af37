"""Models that answer in production while nobody watches what they say."""
