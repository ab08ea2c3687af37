"""Keeping to GitHub's limits for one installation: no faster than allowed, and not at all while it asks to be left alone."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from bot.review.ports import ForgeFailed

if TYPE_CHECKING:
    from collections.abc import Callable

# Once GitHub has complained: its documented advice for content-creating requests.
_PAUSE_AFTER_COMPLAINT = 1.0
# No write waits for more others than this.
_PATIENCE = 10


class Pace:
    """Shared by all sessions of an installation. `pause`: seconds between writes from the beginning."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None], pause: float = 0.0) -> None:
        self._clock = clock
        self._sleep = sleep
        self._pause = pause
        self._lock = threading.Lock()
        self._next_write = 0.0
        self._blocked_until = 0.0
        self._longest_wait = 0.0

    def admit(self, *, write: bool) -> None:
        """Wait for one's turn; raises `ForgeFailed` while GitHub wants to be left alone: going on can get the App banned."""
        with self._lock:
            now = self._clock()
            left = self._blocked_until - now
            # More than was asked for is left only when the clock was set back.
            if 0 < left <= self._longest_wait:
                raise ForgeFailed(f"GitHub limits this installation; the next request is allowed in {left:.0f} seconds", left)
            turn = min(max(now, self._next_write), now + _PATIENCE * self._pause) if write else now
            if write:
                self._next_write = turn + self._pause
        if turn > now:
            self._sleep(turn - now)

    def complained(self, wait: float) -> None:
        """GitHub asked for `wait` seconds of silence: keep them, and write more slowly from now on."""
        with self._lock:
            self._pause = max(self._pause, _PAUSE_AFTER_COMPLAINT)
            self._blocked_until = max(self._blocked_until, self._clock() + wait)
            self._longest_wait = max(self._longest_wait, wait)
