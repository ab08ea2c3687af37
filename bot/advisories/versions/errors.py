"""What no order accepts."""


class BadVersion(ValueError):
    """Text that is not a version of its ecosystem."""
