"""Installation tokens: as narrow as the work needs, shared by everyone who needs the same, gone when nobody does."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.github.answer import Answer

# A token lives an hour. With five minutes left no fetch that begins now should outlive it.
_MARGIN = 300.0


class Kind(Enum):
    """What a token may do. `app.yml` asks for the union of these but the `SWITCHED` ones, which the operator switches on."""

    READ = "read"
    WRITE = "write"
    # Of a whole installation, to learn which repositories it covers: a token of one repository lists that one only.
    NAMES = "names"
    # To hand a report to code scanning, and nothing else.
    SCANNING = "scanning"
    # To submit what a commit depends on. GitHub has no narrower permission for it than to write the repository's contents.
    SNAPSHOT = "snapshot"
    # To keep the issue about advisories, and nothing else.
    ISSUES = "issues"
    # To resolve a thread: GitHub has no narrower permission for that either.
    THREADS = "threads"

    @property
    def permissions(self) -> Mapping[str, str]:
        """GitHub's names of the permissions."""
        return _PERMISSIONS[self]


_PERMISSIONS: Mapping[Kind, Mapping[str, str]] = {
    Kind.READ: {"contents": "read", "pull_requests": "read", "metadata": "read"},
    Kind.WRITE: {"checks": "write", "pull_requests": "write", "metadata": "read"},
    Kind.NAMES: {"metadata": "read"},
    Kind.SCANNING: {"security_events": "write", "metadata": "read"},
    Kind.SNAPSHOT: {"contents": "write", "metadata": "read"},
    Kind.ISSUES: {"issues": "write", "metadata": "read"},
    Kind.THREADS: {"contents": "write", "pull_requests": "write", "metadata": "read"},
}
SWITCHED = frozenset({Kind.SCANNING, Kind.SNAPSHOT, Kind.ISSUES, Kind.THREADS})


@dataclass(frozen=True, slots=True)
class Scope:
    """One repository of one installation, by GitHub's numbers, and what may be done there. `Kind.NAMES` alone has no repository."""

    installation: int
    repository: int | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class Token:
    """A secret for the `Authorization` header. `minted` and `expires` by our clock, in seconds since the epoch."""

    value: str = field(repr=False)
    minted: float
    expires: float

    def fresh(self, now: float) -> bool:
        """Whether it will last for what begins now."""
        return now < self.expires - min(_MARGIN, (self.expires - self.minted) / 4)


class Grant(Protocol):
    """Where a session has its token from."""

    def current(self) -> Token:
        """The token to use now."""
        ...

    def refused(self, token: Token, answer: Answer) -> bool:
        """GitHub said 401 to it. Whether another try with `current()` makes sense."""
        ...


@dataclass(slots=True)
class _Entry:
    lock: threading.Lock = field(default_factory=threading.Lock)
    token: Token | None = None
    # Replaced, but perhaps still in somebody's request; a token that was refused for being new may come to life yet.
    retired: list[Token] = field(default_factory=list)
    holders: int = 0

    def retire(self) -> None:
        if self.token is not None:
            self.retired.append(self.token)
        self.token = None


@dataclass(frozen=True, slots=True)
class _Lease:
    entry: _Entry
    mint: Callable[[], Token]
    clock: Callable[[], float]

    def current(self) -> Token:
        with self.entry.lock:
            if self.entry.token is not None and self.entry.token.fresh(self.clock()):
                return self.entry.token
            fresh = self.mint()
            self.entry.retire()
            self.entry.token = fresh
            return fresh

    def refused(self, token: Token, answer: Answer) -> bool:  # noqa: ARG002 - the port's shape
        with self.entry.lock:
            if self.entry.token is token:
                self.entry.retire()
        return True


class Tokens:
    """One token per scope however many threads ask. `mint` and `revoke` talk to GitHub; `revoke` must not raise."""

    def __init__(self, mint: Callable[[Scope], Token], revoke: Callable[[Token], None], clock: Callable[[], float]) -> None:
        self._mint = mint
        self._revoke = revoke
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: dict[Scope, _Entry] = {}

    @contextmanager
    def lease(self, scope: Scope) -> Iterator[Grant]:
        """The right to the scope's token, which is minted when first needed and revoked when its last holder leaves."""
        with self._lock:
            entry = self._entries.setdefault(scope, _Entry())
            entry.holders += 1
        try:
            yield _Lease(entry, lambda: self._mint(scope), self._clock)
        finally:
            with self._lock:
                entry.holders -= 1
                last = entry.holders == 0
                if last:
                    del self._entries[scope]
            if last:
                entry.retire()
                for token in entry.retired:
                    self._revoke(token)
