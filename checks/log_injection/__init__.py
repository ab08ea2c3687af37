"""Request data written into log files line by line."""
