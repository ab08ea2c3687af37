"""Messages between windows that are sent to anybody or taken from anybody."""
