"""The App at GitHub: who it is, and a desk for each piece of work with tokens that end with it."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.github.answer import Rejected
from bot.github.app_auth import AppAuth
from bot.github.clone import clone_address
from bot.github.forge import GitHubForge
from bot.github.pace import Pace
from bot.github.payload import fields
from bot.github.published import AppIdentity
from bot.github.pulls import Pulls
from bot.github.repetition import until_known
from bot.github.session import Session
from bot.github.tokens import Grant, Kind, Scope, Token, Tokens
from bot.review.ports import ForgeFailed, PullGone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.github.address import Endpoint
    from bot.github.clone import CloneAddress

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Work:
    """What a job may use until it ends: the forge, questions about pull requests, and where to fetch from."""

    forge: GitHubForge
    pulls: Pulls
    endpoint: Endpoint
    reading: Grant

    def clone_address(self, repo: str) -> CloneAddress:
        """For `owner/name`, with a token that may only read it."""
        return clone_address(self.endpoint, repo, self.reading.current().value)


class GitHubApp:
    """One for the whole process; safe to use from several threads.

    `private_key` gives the PEM text when asked. `clock`: seconds since the epoch. `sleep` is called for a few seconds at most.
    `pause_between_writes`: seconds, per installation, from the beginning; after a complaint of GitHub's it is at least one.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        app_id: int | str,
        private_key: Callable[[], str],
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        pause_between_writes: float = 0.0,
    ) -> None:
        self._endpoint = endpoint
        self._clock = clock
        self._sleep = sleep
        self._pause = pause_between_writes
        self._auth = AppAuth(app_id, private_key, clock)
        self._as_app = self._session(self._auth, Pace(clock, sleep))
        self._tokens = Tokens(self._mint, self._revoke, clock)
        self._lock = threading.Lock()
        self._paces: dict[int, Pace] = {}
        self._identity: AppIdentity | None = None

    def identity(self) -> AppIdentity:
        """The App's number and name, asked once. Raises `ForgeFailed`, also when GitHub does not know the App."""
        with self._lock:
            if self._identity is None:
                self._identity = self._who_am_i()
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
                yield Work(GitHubForge(writes, who, repository), Pulls(reads, writes, repository), self._endpoint, read)
            finally:
                reads.close()
                writes.close()

    def _session(self, grant: Grant, pace: Pace) -> Session:
        return Session(self._endpoint, grant, pace, clock=self._clock, sleep=self._sleep)

    def _pace(self, installation: int) -> Pace:
        with self._lock:
            return self._paces.setdefault(installation, Pace(self._clock, self._sleep, self._pause))

    def _who_am_i(self) -> AppIdentity:
        try:
            app = self._as_app.get("/app")
        except PullGone as error:
            raise ForgeFailed(f"GitHub does not know the App: check the app id and the API address ({error})") from error
        return AppIdentity(app.number("id"), app.text("slug"))

    def _mint(self, scope: Scope) -> Token:
        """A token for one repository with the permissions of its kind. Minting twice does no harm, so a lost answer is no problem."""
        asked = {"repository_ids": [scope.repository], "permissions": dict(scope.kind.permissions)}
        path = f"/app/installations/{scope.installation}/access_tokens"
        try:
            return until_known(lambda: self._token(path, asked), lambda: None, self._sleep)
        except Rejected as refusal:
            raise _unmintable(scope, refusal) from refusal

    def _token(self, path: str, asked: Mapping[str, object]) -> Token:
        minted = self._clock()
        answer = fields(self._as_app.write("POST", path, asked), "the installation's token")
        expires = datetime.fromisoformat(answer.text("expires_at")).timestamp()
        return Token(answer.text("token"), minted, self._auth.by_our_clock(expires))

    def _revoke(self, token: Token) -> None:
        session = self._session(_Held(token), Pace(self._clock, self._sleep))
        try:
            session.write("DELETE", "/installation/token")
        except (ForgeFailed, PullGone) as failure:
            _LOG.warning("a token could not be revoked and will expire by itself: %s", failure)
        finally:
            session.close()


@dataclass(frozen=True, slots=True)
class _Held:
    """A grant of one token only: when it is refused, it is gone already."""

    token: Token

    def current(self) -> Token:
        return self.token

    def refused(self, token: Token, answer: object) -> bool:  # noqa: ARG002 - the port's shape
        return False


def _unmintable(scope: Scope, refusal: Rejected) -> Exception:
    if "permission" in refusal.why.lower():
        return ForgeFailed(f"an owner of installation {scope.installation} must accept the App's permissions: {refusal.why}")
    return PullGone(f"installation {scope.installation} does not cover repository {scope.repository}: {refusal.why}")
