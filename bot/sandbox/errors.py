"""Why there is no sandbox."""


class SandboxUnavailable(Exception):
    """Engines cannot be confined here, so none is started; the message says why and what to do."""
