"""The App at GitHub: who it is, and a desk for each piece of work with tokens that end with it."""

from __future__ import annotations

import itertools
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.github.clone import clone_address
from bot.github.code_scanning import CodeScanning
from bot.github.dependency_graph import DependencyGraph
from bot.github.forge import GitHubForge
from bot.github.forum import GitHubForum
from bot.github.issues import Issues
from bot.github.pace import Pace
from bot.github.pulls import Pulls
from bot.github.session import Session
from bot.github.threads import Threads
from bot.github.tokens import Grant, Kind, Scope, Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.github.address import Endpoint
    from bot.github.clone import CloneAddress
    from bot.github.powers import Powers
    from bot.github.published import AppIdentity


@dataclass(frozen=True, slots=True)
class Work:
    """What a job may use until it ends: the forge, questions about pull requests, the people there, and where to fetch from."""

    forge: GitHubForge
    pulls: Pulls
    forum: GitHubForum
    endpoint: Endpoint
    reading: Grant

    def clone_address(self, repo: str) -> CloneAddress:
        """For `owner/name`, with a token that may only read it."""
        return clone_address(self.endpoint, repo, self.reading.current().value)


class GitHubApp:
    """One for the whole process; safe to use from several threads.

    `powers` are the App's own, usually those of a broker in another process. `clock`: seconds since the epoch. `sleep` is called
    for a few seconds at most. `pause_between_writes`: seconds, per installation, from the beginning; after a complaint of GitHub's
    it is at least one.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        powers: Powers,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        pause_between_writes: float = 0.0,
    ) -> None:
        self._endpoint = endpoint
        self._powers = powers
        self._clock = clock
        self._sleep = sleep
        self._pause = pause_between_writes
        self._tokens = Tokens(powers.mint, powers.revoke, clock)
        self._lock = threading.Lock()
        self._paces: dict[int, Pace] = {}
        self._identity: AppIdentity | None = None

    def identity(self) -> AppIdentity:
        """The App's number and name, asked once. Raises `ForgeFailed`, also when GitHub does not know the App."""
        with self._lock:
            if self._identity is None:
                self._identity = self._powers.identity()
            return self._identity

    @contextmanager
    def work(self, installation: int, repository: int) -> Iterator[Work]:
        """A desk for one repository (GitHub's numbers from the webhook). Its tokens are minted when needed and revoked at the end.

        Nothing is asked before the first use, so entering raises only what `identity` does.
        """
        who, pace = self.identity(), self._pace(installation)
        reading = self._tokens.lease(Scope(installation, repository, Kind.READ))
        writing = self._tokens.lease(Scope(installation, repository, Kind.WRITE))
        with reading as read, writing as write:
            reads, writes = self._session(read, pace), self._session(write, pace)
            try:
                pulls = Pulls(reads, repository)
                forum = GitHubForum(writes, who, pulls, lambda: datetime.fromtimestamp(self._clock(), UTC))
                yield Work(GitHubForge(writes, who, repository), pulls, forum, self._endpoint, read)
            finally:
                reads.close()
                writes.close()

    @contextmanager
    def code_scanning(self, installation: int, repository: int) -> Iterator[CodeScanning]:
        """The repository's code scanning, with a token for that alone. Nothing is asked before the first use."""
        with self._lent(Scope(installation, repository, Kind.SCANNING)) as session:
            yield CodeScanning(session)

    @contextmanager
    def dependency_graph(self, installation: int, repository: int) -> Iterator[DependencyGraph]:
        """The repository's dependency graph, with a token of its own. Nothing is asked before the first use."""
        with self._lent(Scope(installation, repository, Kind.SNAPSHOT)) as session:
            yield DependencyGraph(session)

    @contextmanager
    def issues(self, installation: int, repository: int) -> Iterator[Issues]:
        """The repository's issues of ours, with a token for issues alone."""
        with self._lent(Scope(installation, repository, Kind.ISSUES)) as session:
            yield Issues(session, self.identity())

    @contextmanager
    def threads(self, installation: int, repository: int) -> Iterator[Threads]:
        """The threads on the repository's pull requests, with a token of their own. Nothing is asked before the first use."""
        with self._lent(Scope(installation, repository, Kind.THREADS)) as session:
            yield Threads(session)

    def repositories(self, installation: int, most: int) -> tuple[Mapping[int, str], bool]:
        """The names of the repositories that the installation covers, by number, and whether these are all: `most` are read at most.

        Asked with a token that may read metadata and nothing else. Raises `ForgeFailed` or `PullGone`.
        """
        with self._lent(Scope(installation, None, Kind.NAMES)) as session:
            listed = session.items("/installation/repositories", "repositories")
            found = {one.number("id"): one.text("full_name") for one in itertools.islice(listed, most + 1)}
        whole = len(found) <= most
        return dict(list(found.items())[:most]), whole

    @contextmanager
    def _lent(self, scope: Scope) -> Iterator[Session]:
        """A session of that scope alone; its token is minted when needed and revoked at the end."""
        with self._tokens.lease(scope) as grant:
            session = self._session(grant, self._pace(scope.installation))
            try:
                yield session
            finally:
                session.close()

    def _session(self, grant: Grant, pace: Pace) -> Session:
        return Session(self._endpoint, grant, pace, clock=self._clock, sleep=self._sleep)

    def _pace(self, installation: int) -> Pace:
        with self._lock:
            return self._paces.setdefault(installation, Pace(self._clock, self._sleep, self._pause))
