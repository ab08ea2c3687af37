"""The double's time, which a test can move."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """The real time plus an offset."""

    def __init__(self) -> None:
        self.offset = 0.0

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time() + self.offset

    def advance(self, seconds: float) -> None:
        """Let time pass for the double alone."""
        self.offset += seconds

    def stamp(self, ahead: float = 0.0) -> str:
        """Now, or `ahead` seconds later, as GitHub writes it."""
        return datetime.fromtimestamp(self.now() + ahead, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
