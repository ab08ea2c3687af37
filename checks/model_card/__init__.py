"""Models that come or change without a page that says what they are."""
