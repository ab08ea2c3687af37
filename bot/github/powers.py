"""What only the holder of the private key can do: say who the App is, mint tokens, and take back every one of them."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.github.answer import Rejected
from bot.github.app_auth import AppAuth
from bot.github.app_lists import delivery_page, installation_page
from bot.github.pace import Pace
from bot.github.payload import fields
from bot.github.published import AppIdentity
from bot.github.repetition import until_known
from bot.github.session import Session
from bot.github.tokens import Token
from bot.review.ports import ForgeFailed, NotGranted, PullGone
from config.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.github.address import Endpoint
    from bot.github.app_lists import DeliveryPage, InstallationPage
    from bot.github.tokens import Scope

_LOG = logging.getLogger(__name__)
# A token that has expired so long ago (seconds) needs no revoking, whatever the clocks say.
_LONG_AGO = 3600.0


class Powers(Protocol):
    """The App's own powers, held by this process or by a broker. `revoke` does not raise."""

    def identity(self) -> AppIdentity:
        """The App's number and name. Raises `ForgeFailed`, also when GitHub does not know the App."""
        ...

    def mint(self, scope: Scope) -> Token:
        """A new token of that scope. Raises `ForgeFailed` or `PullGone`."""
        ...

    def revoke(self, token: Token) -> None:
        """Make the token useless now."""
        ...

    def deliveries(self, cursor: str = "") -> DeliveryPage:
        """One page of the App's webhook deliveries, newest first. Raises `ForgeFailed`."""
        ...

    def redeliver(self, attempt: int) -> None:
        """Have GitHub send that delivery again. Raises `ForgeFailed`, or `PullGone` when it is too old."""
        ...

    def installations(self, page: int = 1) -> InstallationPage:
        """One page of the App's installations. Raises `ForgeFailed`."""
        ...


class Discretion(Protocol):
    """Keeps live secrets out of whatever is written, such as `config.redaction.Redactor`."""

    def learn(self, secret: Secret) -> None:
        """A secret that lives from now on."""
        ...

    def forget(self, secret: Secret) -> None:
        """It is of no use to anybody any more."""
        ...


class Indiscreet:
    """Keeps nothing out of anything, for where nothing is written."""

    def learn(self, secret: Secret) -> None:
        """Nothing."""

    def forget(self, secret: Secret) -> None:
        """Nothing."""


class AppPowers:
    """The powers themselves; safe to use from several threads.

    `private_key` gives the PEM text when asked. `clock`: seconds since the epoch. `sleep` is called for a few seconds at most.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        app_id: int | str,
        private_key: Callable[[], str],
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        discretion: Discretion | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._clock = clock
        self._sleep = sleep
        self._discretion = discretion or Indiscreet()
        self._auth = AppAuth(app_id, private_key, clock)
        self._as_app = Session(endpoint, self._auth, Pace(clock, sleep), clock=clock, sleep=sleep)
        self._lock = threading.Lock()
        self._living: dict[str, Token] = {}

    def check_key(self) -> None:
        """Raises `ForgeFailed` when the private key cannot be read."""
        self._auth.current()

    def identity(self) -> AppIdentity:
        """The App's number and name. Raises `ForgeFailed`, also when GitHub does not know the App."""
        try:
            app = self._as_app.get("/app")
        except PullGone as error:
            raise ForgeFailed(f"GitHub does not know the App: check the app id and the API address ({error})") from error
        return AppIdentity(app.number("id"), app.text("slug"))

    def mint(self, scope: Scope) -> Token:
        """A token with the permissions of its kind and no more. Minting twice does no harm, so a lost answer is no problem."""
        asked: dict[str, object] = {"permissions": dict(scope.kind.permissions)}
        if scope.repository is not None:
            asked["repository_ids"] = [scope.repository]
        path = f"/app/installations/{scope.installation}/access_tokens"
        try:
            return until_known(lambda: self._token(path, asked), lambda: None, self._sleep)
        except Rejected as refusal:
            raise _unmintable(scope, refusal) from refusal

    def deliveries(self, cursor: str = "") -> DeliveryPage:
        """One page of the App's webhook deliveries, newest first. Raises `ForgeFailed`."""
        return delivery_page(self._as_app, cursor)

    def redeliver(self, attempt: int) -> None:
        """Have GitHub send that delivery again. Raises `ForgeFailed`, or `PullGone` when it is too old."""
        self._as_app.write("POST", f"/app/hook/deliveries/{attempt}/attempts")

    def installations(self, page: int = 1) -> InstallationPage:
        """One page of the App's installations. Raises `ForgeFailed`."""
        return installation_page(self._as_app, page)

    def living(self, value: str) -> Token | None:
        """The token of that value, if it was minted here and not revoked."""
        with self._lock:
            return self._living.get(value)

    def revoke(self, token: Token) -> None:
        """Make the token useless now; one that cannot be revoked is kept for `revoke_all`."""
        if revoked(self._endpoint, token, self._clock, self._sleep):
            self._forget(token)

    def revoke_all(self) -> None:
        """Revoke what nobody has revoked so far."""
        with self._lock:
            left = tuple(self._living.values())
        for token in left:
            self.revoke(token)

    def _token(self, path: str, asked: Mapping[str, object]) -> Token:
        minted = self._clock()
        answer = fields(self._as_app.write("POST", path, asked), "the installation's token")
        expires = answer.moment("expires_at").timestamp()
        token = Token(answer.text("token"), minted, self._auth.by_our_clock(expires))
        self._discretion.learn(Secret(token.value))
        with self._lock:
            self._living[token.value] = token
            outlived = [each for each in self._living.values() if each.expires + _LONG_AGO < minted]
        for each in outlived:
            self._forget(each)
        return token

    def _forget(self, token: Token) -> None:
        with self._lock:
            self._living.pop(token.value, None)
        self._discretion.forget(Secret(token.value))


def revoked(endpoint: Endpoint, token: Token, clock: Callable[[], float], sleep: Callable[[float], None]) -> bool:
    """Revoke by the right of the token itself, which needs no key; whether that succeeded."""
    session = Session(endpoint, _Held(token), Pace(clock, sleep), clock=clock, sleep=sleep)
    try:
        session.write("DELETE", "/installation/token")
    except (ForgeFailed, PullGone) as failure:
        _LOG.warning("a token could not be revoked and will expire by itself: %s", failure)
        return False
    finally:
        session.close()
    return True


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
        return NotGranted(f"an owner of installation {scope.installation} must accept the App's permissions: {refusal.why}")
    return PullGone(f"installation {scope.installation} does not cover repository {scope.repository}: {refusal.why}")
