"""The broker: answers a worker's requests with the App's powers, and revokes what is left of them when the worker has gone."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bot.github.broker_wire import (
    BadRequest,
    ListDeliveries,
    ListInstallations,
    Mint,
    Overlong,
    Redeliver,
    Revoke,
    WhoAmI,
    deliveries_fields,
    failure,
    installations_fields,
    read_request,
    token_fields,
)
from bot.github.tokens import SWITCHED
from bot.review.ports import ForgeFailed, PullGone

if TYPE_CHECKING:
    from bot.github.broker_wire import Line, Request
    from bot.github.powers import AppPowers
    from bot.github.tokens import Kind

_LOG = logging.getLogger(__name__)
# A worker has four jobs with two tokens each.
_THREADS = 8


class Broker:
    """One for one worker. The line carries names and tokens, never the key or a token made with it."""

    def __init__(self, line: Line, powers: AppPowers, *, further: frozenset[Kind] = frozenset()) -> None:
        """`further`: what the operator has switched on, so that tokens for it may be had."""
        self._line = line
        self._powers = powers
        self._further = further

    def serve(self) -> None:
        """Answer until the worker closes its end, however it ended; then nothing that was minted is left."""
        # Leaving the pool waits for tokens that are being minted now: they are revoked, too.
        with ThreadPoolExecutor(_THREADS, thread_name_prefix="broker") as pool:
            try:
                for line in self._line.received():
                    pool.submit(self._answered, line)
            except Overlong:
                _LOG.error("a request was longer than any can be: the broker ends")
        self._powers.revoke_all()

    def _answered(self, line: bytes) -> None:
        try:
            self._line.send(self._answer(line))
        except OSError:
            # The worker has gone; what it asked for is revoked at the end.
            return

    def _answer(self, line: bytes) -> dict[str, object]:
        number = 0
        try:
            number, request = read_request(line)
            return {"number": number, **self._done(request, number)}
        except BadRequest as refusal:
            _LOG.warning("refused a request %s", refusal)
            return {"number": refusal.number, **failure(ForgeFailed(f"the broker refused a request {refusal}"))}
        except (ForgeFailed, PullGone) as error:
            return {"number": number, **failure(error)}
        except Exception as error:  # noqa: BLE001 - one request that goes wrong must not end the others
            _LOG.exception("a request failed unexpectedly")
            return {"number": number, **failure(ForgeFailed(f"{type(error).__name__} in the broker (see its log)"))}

    def _done(self, request: Request, number: int) -> dict[str, object]:
        match request:
            case WhoAmI():
                who = self._powers.identity()
                return {"id": who.id, "slug": who.slug}
            case Mint(scope):
                if scope.kind in SWITCHED - self._further:
                    raise BadRequest("for a power that the operator has not switched on", number)
                return token_fields(self._powers.mint(scope))
            case Revoke(value):
                token = self._powers.living(value)
                if token is None:
                    raise BadRequest("to revoke a token that was not minted here", number)
                self._powers.revoke(token)
                return {"revoked": True}
            case ListDeliveries(cursor):
                return deliveries_fields(self._powers.deliveries(cursor))
            case Redeliver(attempt):
                self._powers.redeliver(attempt)
                return {"redelivered": True}
            case ListInstallations(page):
                return installations_fields(self._powers.installations(page))
