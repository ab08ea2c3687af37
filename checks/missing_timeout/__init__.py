"""Network calls that may wait for ever."""
