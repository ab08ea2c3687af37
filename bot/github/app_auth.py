"""Proving that we are the App: short-lived JSON web tokens, corrected for a clock that is wrong."""

from __future__ import annotations

import logging
import math
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.github.tokens import Token
from bot.review.ports import ForgeFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.github.answer import Answer

# Issued a minute ago so that a slow clock at GitHub accepts it; GitHub takes at most ten minutes, nine leave room for a fast one.
_BACKDATED = 60
_LIFETIME = 540
# Smaller differences cannot be why a token is refused.
_NOTABLE_SKEW = 5.0
_LOG = logging.getLogger(__name__)


class AppAuth:
    """The App's own identity. `private_key` gives the PEM text when asked; `clock` the seconds since the epoch."""

    def __init__(self, app_id: int | str, private_key: Callable[[], str], clock: Callable[[], float]) -> None:
        self._app_id = str(app_id)
        self._private_key = private_key
        self._clock = clock
        self._offset = 0.0
        self._key: rsa.RSAPrivateKey | None = None

    def current(self) -> Token:
        """A new token. Not being cached at GitHub, it is never too young: hence minted long ago.

        Raises `ForgeFailed` when the private key cannot be read.
        """
        now = self._clock() + self._offset
        claims = {"iat": math.floor(now) - _BACKDATED, "exp": math.floor(now) + _LIFETIME, "iss": self._app_id}
        value = jwt.encode(claims, self._readable_key(), algorithm="RS256")
        return Token(value, minted=-math.inf, expires=now + _LIFETIME)

    def _readable_key(self) -> rsa.RSAPrivateKey:
        """The key, read and checked once: that takes longer than everything else here."""
        if self._key is None:
            try:
                key = serialization.load_pem_private_key(self._private_key().encode(), None)
            except (ValueError, TypeError, UnsupportedAlgorithm):
                # Out of the chain: what a parser says of a key may quote it.
                key = None
            if not isinstance(key, rsa.RSAPrivateKey):
                raise ForgeFailed("the App's private key cannot be read: it must be the PEM file that GitHub gave, with its line breaks")
            self._key = key
        return self._key

    def by_our_clock(self, github_time: float) -> float:
        """A time of GitHub's, told as this machine's clock will show it."""
        return github_time - self._offset

    def refused(self, token: Token, answer: Answer) -> bool:  # noqa: ARG002 - the port's shape; a JWT is made anew each time
        """Set the clock right by the answer's `Date`; whether that can have been the reason."""
        server = _server_time(answer)
        if server is None:
            return False
        offset = server - self._clock()
        if abs(offset - self._offset) < _NOTABLE_SKEW:
            return False
        _LOG.warning("this machine's clock differs from GitHub's by %.0f seconds: set it right", offset)
        self._offset = offset
        return True


def _server_time(answer: Answer) -> float | None:
    try:
        return parsedate_to_datetime(answer.headers.get("date", "")).timestamp()
    except ValueError:
        return None
