"""Where concrete things are chosen and put together."""
