"""Asking GitHub as one identity: with a valid token, within the limits, and failures told in the ports' words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.github.answer import AnswerLost, Rejected, wait_asked
from bot.github.client import Call, Client
from bot.github.payload import fields, many, parse
from bot.review.ports import ForgeFailed, NotGranted, PullGone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.github.address import Endpoint
    from bot.github.answer import Answer
    from bot.github.pace import Pace
    from bot.github.payload import Fields
    from bot.github.tokens import Grant

PAGE = 100
# What a list without an end would cost; ten thousand comments or check runs stand on no honest pull request.
MOST_PAGES = 100
# A new token may be unknown (401) or without its permissions (403) on GitHub's replicas for this long.
_LAG = 5.0
# A worker waits this long itself; whatever takes longer goes back to the queue.
_SHORT = 2.0
_TRIES = 10
_READ_PAUSES = (0.3, 1.0)
_OK = range(200, 300)
_DENIED = frozenset({401, 403})
_UNAUTHORIZED = 401
_FORBIDDEN = 403
_GONE = frozenset({404, 410})
# Not acceptable is what it says of a change that is too large for it to show.
_REFUSED = frozenset({406, 422})
_LIMITED = 429


class Session:
    """One identity at GitHub. All methods raise `ForgeFailed` (also as `AnswerLost`, `Rejected`) or `PullGone`.

    `writes` counts the requests sent that change something. `sleep` is called for short waits only.
    """

    def __init__(self, endpoint: Endpoint, grant: Grant, pace: Pace, *, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self.writes = 0
        self.sleep = sleep
        self._endpoint = endpoint
        self._client = Client(endpoint)
        self._grant = grant
        self._pace = pace
        self._clock = clock

    def get(self, path: str, **query: str | int) -> Fields:
        """The JSON object found there."""
        call = Call("GET", path, query)
        return fields(parse(self._read(call).text, call.where), call.where)

    def items(self, path: str, key: str | None = None, **query: str | int) -> Iterator[Fields]:
        """Every item of a list, page by page; `key` names the list when the answer is an object around it.

        Raises `ForgeFailed` when it goes on after `MOST_PAGES`: what is known of a part only is not known.
        """
        call = Call("GET", path, {"per_page": PAGE, **query})
        for _ in range(MOST_PAGES):
            answer = self._read(call)
            parsed = parse(answer.text, call.where)
            yield from many(parsed, call.where) if key is None else fields(parsed, call.where).many(key)
            following = _next_page(answer)
            if following is None:
                return
            call = Call("GET", following)
        raise endless(path)

    def write(self, verb: str, path: str, body: Mapping[str, object] | None = None) -> object:
        """Change something and return what GitHub says of it. Never repeated: after `AnswerLost` look before trying again."""
        call = Call(verb, path, body=body, write=True)
        answer = self._judged(call)
        return parse(answer.text, call.where) if answer.text else None

    def graphql(self, query: str, variables: Mapping[str, str | int | None], *, write: bool = False) -> Fields:
        """The answer's `data`. Raises `Rejected` when it holds errors."""
        call = Call("POST", self._endpoint.graphql_url, body={"query": query, "variables": variables}, write=write)
        answer = self._judged(call) if write else self._read(call)
        parsed = fields(parse(answer.text, "GraphQL"), "GraphQL")
        if parsed.values.get("errors"):
            if "RATE_LIMITED" in answer.text:
                self._must_wait(replace(answer, status=_LIMITED), call, again=True)
            raise Rejected(f"GraphQL: {answer.reason}", answer.reason)
        return parsed.inside("data")

    def page(self, path: str, **query: str | int) -> tuple[tuple[Fields, ...], str]:
        """One page of a list, and the address of the following one, empty at the end."""
        call = Call("GET", path, query)
        answer = self._read(call)
        return many(parse(answer.text, call.where), call.where), _next_page(answer) or ""

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _read(self, call: Call) -> Answer:
        for pause in _READ_PAUSES:
            try:
                return self._judged(call)
            except AnswerLost:
                self.sleep(pause)
        return self._judged(call)

    def _judged(self, call: Call) -> Answer:
        """The answer when it is a success."""
        answer = self._admitted(call)
        if answer.status in _OK:
            return answer
        said = f"{call.where}: GitHub answered {answer.status}: {answer.reason}"
        if answer.status in _GONE or _suspended(answer):
            raise PullGone(said)
        if answer.status in _REFUSED:
            raise Rejected(said, answer.reason)
        needed = answer.headers.get("x-accepted-github-permissions")
        told = f"{said} (the App needs the permissions {needed})" if needed else said
        raise NotGranted(told) if answer.status == _FORBIDDEN else ForgeFailed(told)

    def _admitted(self, call: Call) -> Answer:
        """The answer of a request that was neither held up by limits nor refused for a token that is too new or too old."""
        renewed = waited = False
        for _ in range(_TRIES):
            token = self._grant.current()
            self._pace.admit(write=call.write)
            self.writes += call.write
            answer = self._client.send(call, token.value)
            if self._must_wait(answer, call, again=waited):
                waited = True
            elif answer.status in _DENIED and not _suspended(answer) and self._clock() - token.minted < _LAG:
                self.sleep(1.0)
            elif answer.status == _UNAUTHORIZED and not renewed and self._grant.refused(token, answer):
                renewed = True
            else:
                break
        return answer

    def _must_wait(self, answer: Answer, call: Call, *, again: bool) -> bool:
        """Whether GitHub asked for a short wait, which has now passed. Raises `ForgeFailed` for a long one, and the second time."""
        wait = wait_asked(answer, self._clock())
        if wait is None:
            return False
        if wait > _SHORT or again:
            self._pace.complained(wait)
            raise ForgeFailed(f"{call.where}: GitHub asks to wait {wait:.0f} seconds: {answer.reason}", wait)
        self._pace.complained(0)
        self.sleep(wait)
        return True


def endless(what: str) -> ForgeFailed:
    """What is said of a list that is too long to be read."""
    return ForgeFailed(f"{what}: GitHub's list goes on after {MOST_PAGES} pages, which are as many as are read")


def _suspended(answer: Answer) -> bool:
    """The owner has suspended the App: until that is taken back, nothing of the installation is there for us."""
    return answer.status == _FORBIDDEN and "suspended" in answer.reason.lower()


def _next_page(answer: Answer) -> str | None:
    """The address of the following page in the `Link` header; only its path and query will be used."""
    for part in answer.headers.get("link", "").split(","):
        target, _, relation = part.partition(";")
        if 'rel="next"' in relation:
            return target.strip().removeprefix("<").removesuffix(">")
    return None
