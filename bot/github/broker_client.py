"""The App's powers as a worker has them: every use of the private key is asked of the broker that holds it."""

from __future__ import annotations

import itertools
import logging
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from typing import TYPE_CHECKING

from bot.github.app_lists import DeliveryAttempt, DeliveryPage, InstallationPage, Installed
from bot.github.broker_wire import (
    BadRequest,
    ListDeliveries,
    ListInstallations,
    Mint,
    Overlong,
    Redeliver,
    Revoke,
    WhoAmI,
    read_object,
    written,
)
from bot.github.payload import Fields
from bot.github.powers import Indiscreet
from bot.github.published import AppIdentity
from bot.github.tokens import Token
from bot.review.ports import ForgeFailed, NotGranted, PullGone
from config.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.github.broker_wire import Line, Request
    from bot.github.powers import Discretion
    from bot.github.tokens import Scope

_LOG = logging.getLogger(__name__)
# The broker tries three times, and GitHub may take half a minute each time.
_PATIENCE = 180.0
# What the broker gets to revoke what is left when the worker ends.
_FAREWELL = 10.0
# The number under which it speaks first.
_HELLO = 0


class BrokerGone(ForgeFailed):
    """The broker ended before the worker: without it nothing can be asked of GitHub."""

    def __init__(self) -> None:
        super().__init__("the broker that holds the private key has ended (its last log lines say why): start the worker again")


class BrokerClient:
    """One for the whole worker process; safe to use from several threads.

    `lost` is called, in a thread of its own, when the broker ends first. `last_resort` revokes a token by its own right then.
    """

    def __init__(
        self,
        line: Line,
        *,
        lost: Callable[[], None],
        last_resort: Callable[[Token], object],
        discretion: Discretion | None = None,
    ) -> None:
        self._line = line
        self._lost = lost
        self._last_resort = last_resort
        self._discretion = discretion or Indiscreet()
        self._numbers = itertools.count(_HELLO + 1)
        self._lock = threading.Lock()
        self._hello: Future[Fields] = Future()
        self._waiting: dict[int, Future[Fields]] = {_HELLO: self._hello}
        self._gone = self._leaving = False
        self._listener = threading.Thread(target=self._listen, name="broker-listener", daemon=True)
        self._listener.start()

    @property
    def gone(self) -> bool:
        """Whether the broker ended although it was needed."""
        return self._gone and not self._leaving

    def greeting(self) -> Fields:
        """What the broker says of itself before anything is asked. Raises `BrokerGone`."""
        return self._answer_of(self._hello)

    def identity(self) -> AppIdentity:
        """The App's number and name. Raises `ForgeFailed`."""
        answer = self._asked(WhoAmI())
        return AppIdentity(answer.number("id"), answer.text("slug"))

    def mint(self, scope: Scope) -> Token:
        """A new token of that scope. Raises `ForgeFailed` or `PullGone`."""
        answer = self._asked(Mint(scope))
        return Token(answer.text("token"), _seconds(answer, "minted"), _seconds(answer, "expires"))

    def revoke(self, token: Token) -> None:
        """Make the token useless now, if need be without the broker."""
        try:
            self._asked(Revoke(token.value))
        except BrokerGone:
            self._last_resort(token)
        except (ForgeFailed, PullGone) as failure:
            _LOG.warning("a token was not revoked: %s", failure)
        self._discretion.forget(Secret(token.value))

    def deliveries(self, cursor: str = "") -> DeliveryPage:
        """One page of the App's webhook deliveries, newest first. Raises `ForgeFailed`."""
        answer = self._asked(ListDeliveries(cursor))
        attempts = tuple(DeliveryAttempt(*row) for row in answer.rows("deliveries", int, str, str, bool))
        return DeliveryPage(attempts, answer.text("following"))

    def redeliver(self, attempt: int) -> None:
        """Have GitHub send that delivery again. Raises `ForgeFailed`, or `PullGone` when it is too old."""
        self._asked(Redeliver(attempt))

    def installations(self, page: int = 1) -> InstallationPage:
        """One page of the App's installations. Raises `ForgeFailed`."""
        answer = self._asked(ListInstallations(page))
        return InstallationPage(tuple(Installed(*row) for row in answer.rows("installations", int, bool)), answer.flag("last"))

    def close(self) -> None:
        """Let the broker revoke what is left, and end."""
        self._leaving = True
        self._line.finish()
        self._listener.join(_FAREWELL)

    def _asked(self, request: Request) -> Fields:
        number, answer = next(self._numbers), Future[Fields]()
        with self._lock:
            if self._gone:
                raise BrokerGone
            self._waiting[number] = answer
        try:
            self._line.send({"number": number, **written(request)})
        except OSError:
            raise BrokerGone from None
        return self._answer_of(answer)

    def _answer_of(self, future: Future[Fields]) -> Fields:
        try:
            answer = future.result(_PATIENCE)
        except TooLate:
            raise ForgeFailed("the broker did not answer in time") from None
        if "failed" not in answer.values:
            return answer
        said, after = answer.text("said"), answer.values.get("after")
        if answer.text("failed") == "gone":
            raise PullGone(said)
        if answer.text("failed") == "denied":
            raise NotGranted(said)
        raise ForgeFailed(said, float(after) if isinstance(after, int | float) else None)

    def _listen(self) -> None:
        try:
            for line in self._line.received():
                self._heard(line)
        except (BadRequest, Overlong, ForgeFailed) as error:
            _LOG.error("the broker's answer cannot be read: %s", error)
        finally:
            self._end()

    def _end(self) -> None:
        with self._lock:
            self._gone = True
            left = tuple(self._waiting.values())
            self._waiting.clear()
        for answer in left:
            answer.set_exception(BrokerGone())
        if not self._leaving:
            self._lost()

    def _heard(self, line: bytes) -> None:
        answer = Fields(read_object(line), "the broker's answer")
        if "token" in answer.values:
            # Here and not where it is waited for: the one who waits may have given up.
            self._discretion.learn(Secret(answer.text("token")))
        with self._lock:
            future = self._waiting.pop(answer.number("number"), None)
        if future is not None:
            future.set_result(answer)


def _seconds(answer: Fields, key: str) -> float:
    value = answer.values.get(key)
    if not isinstance(value, int | float):
        raise ForgeFailed(f"the broker's answer: {key} is not a time")
    return float(value)
