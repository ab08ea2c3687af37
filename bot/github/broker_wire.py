"""What a worker may ask the broker, and nothing else: bounded lines of JSON, read strictly on both ends."""

from __future__ import annotations

import json
import socket
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeGuard

from bot.github.app_lists import CURSOR
from bot.github.tokens import SWITCHED, Kind, Scope, Token
from bot.review.ports import ForgeFailed, NotGranted, PullGone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.github.app_lists import DeliveryPage, InstallationPage

# A token has about 520 characters, GitHub's reasons have at most 400.
LONGEST = 8192
_SAID = 1000
_NUMBERS = range(1, 2**63)
_KINDS = {kind.value: kind for kind in (Kind.READ, Kind.WRITE, *SWITCHED)}
_CHUNK = 4096


class BadRequest(Exception):
    """Not one of the things that may be asked. `number` is the request's own, 0 when it has none."""

    def __init__(self, why: str, number: int = 0) -> None:
        super().__init__(why)
        self.number = number


class Overlong(Exception):
    """The other side sent more than a line may hold: where the next one begins cannot be known."""


@dataclass(frozen=True, slots=True)
class WhoAmI:
    """Ask for the App's number and name."""


@dataclass(frozen=True, slots=True)
class Mint:
    """Ask for a token."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class Revoke:
    """Ask that the token of this value be revoked."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ListDeliveries:
    """Ask for one page of webhook deliveries; the `cursor` is from the page before, empty for the first."""

    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Redeliver:
    """Ask that GitHub send a delivery again, by the number of its attempt."""

    attempt: int


@dataclass(frozen=True, slots=True)
class ListInstallations:
    """Ask for one page of installations, counted from 1."""

    page: int = 1


Request = WhoAmI | Mint | Revoke | ListDeliveries | Redeliver | ListInstallations
_KEYS = {
    "identity": frozenset[str](),
    "mint": frozenset({"installation", "repository", "kind"}),
    "names": frozenset({"installation"}),
    "revoke": frozenset({"token"}),
    "deliveries": frozenset({"cursor"}),
    "redeliver": frozenset({"attempt"}),
    "installations": frozenset({"page"}),
}


def written(request: Request) -> dict[str, object]:  # noqa: PLR0911 - one return for each request
    """The request as it goes over the line, without its number."""
    match request:
        case WhoAmI():
            return {"ask": "identity"}
        case Mint(Scope(repository=None, installation=installation)):
            return {"ask": "names", "installation": installation}
        case Mint(scope):
            return {"ask": "mint", "installation": scope.installation, "repository": scope.repository, "kind": scope.kind.value}
        case Revoke(value):
            return {"ask": "revoke", "token": value}
        case ListDeliveries(cursor):
            return {"ask": "deliveries", "cursor": cursor}
        case Redeliver(attempt):
            return {"ask": "redeliver", "attempt": attempt}
        case ListInstallations(page):
            return {"ask": "installations", "page": page}


def read_request(line: bytes) -> tuple[int, Request]:
    """The request and its number. Raises `BadRequest`, which quotes nothing of the line."""
    told = read_object(line)
    number, ask = told.pop("number", None), told.pop("ask", None)
    if not _is_number(number):
        raise BadRequest("without a number of its own")
    if not isinstance(ask, str) or ask not in _KEYS:
        raise BadRequest("for something that is not to be had", number)
    if told.keys() != _KEYS[ask]:
        raise BadRequest(f"of the kind {ask} with other fields than that has", number)
    return number, _request(ask, told, number)


def read_object(line: bytes) -> dict[str, object]:
    """The JSON object on the line. Raises `BadRequest`."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise BadRequest("that is no JSON object")
    return told


def _request(ask: str, told: Mapping[str, object], number: int) -> Request:  # noqa: PLR0911 - one return for each request
    match ask:
        case "identity":
            return WhoAmI()
        case "revoke":
            return Revoke(_text(told["token"], "to revoke what is no token", number))
        case "deliveries":
            cursor = _text(told["cursor"], "for a page of deliveries without a cursor", number)
            if not CURSOR.fullmatch(cursor):
                raise BadRequest("for a page of deliveries behind what is no cursor", number)
            return ListDeliveries(cursor)
        case "redeliver":
            return Redeliver(_number(told["attempt"], "to redeliver what is no delivery", number))
        case "installations":
            return ListInstallations(_number(told["page"], "for what is no page of installations", number))
        case "names":
            return Mint(Scope(_number(told["installation"], "for the names of no installation", number), None, Kind.NAMES))
    return Mint(_scope(told, number))


def _scope(told: Mapping[str, object], number: int) -> Scope:
    why = "for a token without an installation's and a repository's number"
    installation, repository = (_number(told[key], why, number) for key in ("installation", "repository"))
    kind = told["kind"]
    if not isinstance(kind, str) or kind not in _KINDS:
        raise BadRequest("for a token of no kind that there is", number)
    return Scope(installation, repository, _KINDS[kind])


def _text(value: object, why: str, number: int) -> str:
    if not isinstance(value, str):
        raise BadRequest(why, number)
    return value


def _number(value: object, why: str, number: int) -> int:
    if not _is_number(value):
        raise BadRequest(why, number)
    return value


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value in _NUMBERS


def failure(error: Exception) -> dict[str, object]:
    """What went wrong, as it goes over the line."""
    after = error.retry_after if isinstance(error, ForgeFailed) else None
    kind = "gone" if isinstance(error, PullGone) else "denied" if isinstance(error, NotGranted) else "forge"
    return {"failed": kind, "said": str(error)[:_SAID], "after": after}


def token_fields(token: Token) -> dict[str, object]:
    """A token, as it goes over the line."""
    return {"token": token.value, "minted": token.minted, "expires": token.expires}


def deliveries_fields(page: DeliveryPage) -> dict[str, object]:
    """A page of deliveries, as it goes over the line."""
    return {"deliveries": [[one.id, one.guid, one.at, one.arrived] for one in page.attempts], "following": page.following}


def installations_fields(page: InstallationPage) -> dict[str, object]:
    """A page of installations, as it goes over the line."""
    return {"installations": [[one.id, one.suspended] for one in page.installations], "last": page.last}


class Line:
    """One end of the connection: whole lines, sent by any thread, received by one."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._sending = threading.Lock()

    def send(self, message: Mapping[str, object]) -> None:
        """Raises `OSError` when nobody is at the other end, and `Overlong`."""
        data = json.dumps(message, separators=(",", ":")).encode() + b"\n"
        if len(data) > LONGEST:
            raise Overlong(f"{len(data)} bytes")
        with self._sending:
            self._end.sendall(data)

    def received(self) -> Iterator[bytes]:
        """Lines until the other end is closed. Raises `Overlong`."""
        kept = b""
        while chunk := self._chunk():
            *whole, kept = (kept + chunk).split(b"\n")
            if len(kept) > LONGEST or any(len(line) > LONGEST for line in whole):
                raise Overlong(f"more than {LONGEST} bytes")
            yield from whole

    def _chunk(self) -> bytes:
        try:
            return self._end.recv(_CHUNK)
        except ConnectionError:
            return b""

    def finish(self) -> None:
        """Nothing more will be sent from here."""
        try:
            self._end.shutdown(socket.SHUT_WR)
        except OSError:
            return

    def close(self) -> None:
        """Let go of this end."""
        self._end.close()
