"""How a handler tells that a job is to be tried again, and when."""

from __future__ import annotations

# Tries before a job counts as failed. With the delays below they span about an hour: longer than GitHub's rate limit windows.
MAX_TRIES = 8
FIRST_DELAY = 5.0
LONGEST_DELAY = 1800.0
# Workers that died while they had the job; more than these are no accident, the job itself kills them.
MAX_TAKEOVERS = 4


class RetryLater(Exception):
    """The job could not be done now and trying again may help. `after`: seconds to wait at least, where the other side named them."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


def delay(tries: int, after: float | None, random: float, first: float = FIRST_DELAY) -> float:
    """Seconds until the next try: doubling from `first`, up to a quarter more by `random` (0 to 1), never sooner than `after`."""
    doubled = min(first * 2.0 ** (tries - 1), LONGEST_DELAY)
    return max(doubled, after or 0.0) * (1 + random / 4)
