"""One HTTP request through PyGithub: on the configured host, with one token, its ending told as an `Answer` or `AnswerLost`."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from github import Auth, Github
from requests import RequestException

from bot.github.answer import Answer, AnswerLost
from bot.review.ports import ForgeFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from github.Requester import Requester

    from bot.github.address import Endpoint

# PyGithub itself follows a 301; these it hands back.
_MOVED = frozenset({307, 308})
_ELSEWHERE = range(300, 400)
_BROKEN = 500


@dataclass(frozen=True, slots=True)
class Call:
    """A request: `path` begins at the API's root, or is a whole address of which only path and query are used."""

    verb: str
    path: str
    query: Mapping[str, str | int] | None = None
    body: Mapping[str, object] | None = None
    write: bool = False

    @property
    def where(self) -> str:
        """What the request is called in messages."""
        return f"{self.verb} {urlsplit(self.path).path}"


class Client:
    """Keeps its connections while the token stays the same."""

    def __init__(self, endpoint: Endpoint) -> None:
        # PyGithub would write whole answers, new tokens among them, to a debug log.
        logging.getLogger("github.Requester").setLevel(logging.WARNING)
        self._endpoint = endpoint
        self._lock = threading.Lock()
        self._kept: tuple[str, Github] | None = None

    def send(self, call: Call, token: str) -> Answer:
        """The answer, following redirects on the same host only. Raises `AnswerLost` and, for other redirects, `ForgeFailed`."""
        answer = self._once(call, token)
        if answer.status in _MOVED:
            answer = self._once(replace(call, path=self._same_host(answer, call), query=None), token)
        if answer.status in _ELSEWHERE:
            raise ForgeFailed(f"{call.where}: GitHub answered {answer.status} and pointed elsewhere, which is not followed")
        return answer

    def close(self) -> None:
        """Let go of the connections."""
        with self._lock:
            if self._kept is not None:
                self._kept[1].close()
            self._kept = None

    def _once(self, call: Call, token: str) -> Answer:
        query, requester = dict(call.query or {}), self._requester(token)
        try:
            status, headers, text = requester.requestJson(call.verb, call.path, parameters=query, input=call.body)
        except RequestException as error:
            # The cause is left out of the chain: a library's exception may quote the request, and with it the token.
            raise AnswerLost(f"{call.where}: no answer from GitHub ({type(error).__name__})") from None
        except RuntimeError as error:
            # PyGithub's own refusal to follow a redirect to another host or protocol.
            raise ForgeFailed(f"{call.where}: {error}") from None
        if status >= _BROKEN:
            raise AnswerLost(f"{call.where}: GitHub answered {status}")
        return Answer(status, {name: str(value) for name, value in headers.items()}, text)

    def _requester(self, token: str) -> Requester:
        with self._lock:
            if self._kept is None or self._kept[0] != token:
                if self._kept is not None:
                    self._kept[1].close()
                self._kept = (token, _github(self._endpoint, token))
            return self._kept[1].requester

    def _same_host(self, answer: Answer, call: Call) -> str:
        target, ours = urlsplit(answer.headers.get("location", "")), urlsplit(self._endpoint.api_url)
        if target.netloc and (target.scheme, target.netloc) != (ours.scheme, ours.netloc):
            raise ForgeFailed(f"{call.where}: GitHub pointed to another host ({target.netloc}), which is not followed")
        return urlunsplit((ours.scheme, ours.netloc, target.path, target.query, ""))


def _github(endpoint: Endpoint, token: str) -> Github:
    """PyGithub without its own retrying and waiting: it repeats writes, and sleeps for as long as it is told.

    `AppAuthToken` is its name for a constant value sent as `Bearer`, which GitHub documents for JWTs and both formats of tokens.
    """
    return Github(
        auth=Auth.AppAuthToken(token),
        base_url=endpoint.api_url.rstrip("/"),
        timeout=endpoint.timeout,
        user_agent=endpoint.user_agent,
        api_version=endpoint.api_version,
        retry=None,
        seconds_between_requests=0,
        seconds_between_writes=0,
        lazy=True,
    )
