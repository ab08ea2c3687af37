"""What the vocabulary refuses."""


class BadPath(ValueError):
    """A name from a repository that is not a plain path below its root."""


class BadSpan(ValueError):
    """Lines that cannot exist: zero, negative, or ending before they begin."""
