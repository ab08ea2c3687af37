"""What the import refuses."""


class BadRecord(ValueError):
    """A record that cannot be read as an OSV advisory; the message says why."""


class ImportRefused(Exception):
    """The import would leave the store worse than it was; the message says why and what to do. The old store stays."""


class FeedFailed(Exception):
    """Advisories could not be fetched; the message names the address and what happened. The store stays."""
