"""Text that people do not see and models, compilers and programs read."""
