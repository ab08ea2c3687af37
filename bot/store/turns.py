"""Taking turns at a database file that lets one writer in at a time."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from bot.store.engine import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

def turns(url: str) -> Callable[[], AbstractContextManager[None]]:
    """What a writer enters before it writes; PostgreSQL needs nothing.

    SQLite lets waiting writers sleep in growing steps of up to 100 ms, so that a few of many wait far too long. The kernel
    wakes whoever waits for a file's lock at once. Each entering opens the file anew, so threads and processes exclude each other alike.
    """
    parsed = normalised(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        return nullcontext
    place = f"{parsed.database}.turn"

    @contextmanager
    def turn() -> Iterator[None]:
        lock = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    return turn
