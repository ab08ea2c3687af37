"""What a worker may ask the broker, and nothing else: bounded lines of JSON, read strictly on both ends."""

from __future__ import annotations

import json
import socket
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeGuard

from bot.github.tokens import Kind, Scope, Token
from bot.review.ports import ForgeFailed, PullGone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# A token has about 520 characters, GitHub's reasons have at most 400.
LONGEST = 8192
_SAID = 1000
_NUMBERS = range(1, 2**63)
_KINDS = {kind.value: kind for kind in Kind}
_CHUNK = 4096


class BadRequest(Exception):
    """Not one of the three things that may be asked. `number` is the request's own, 0 when it has none."""

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


Request = WhoAmI | Mint | Revoke
_KEYS = {"identity": frozenset[str](), "mint": frozenset({"installation", "repository", "kind"}), "revoke": frozenset({"token"})}


def written(request: Request) -> dict[str, object]:
    """The request as it goes over the line, without its number."""
    match request:
        case WhoAmI():
            return {"ask": "identity"}
        case Mint(scope):
            return {"ask": "mint", "installation": scope.installation, "repository": scope.repository, "kind": scope.kind.value}
        case Revoke(value):
            return {"ask": "revoke", "token": value}


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


def _request(ask: str, told: Mapping[str, object], number: int) -> Request:
    if ask == "identity":
        return WhoAmI()
    if ask == "revoke":
        value = told["token"]
        if not isinstance(value, str):
            raise BadRequest("to revoke what is no token", number)
        return Revoke(value)
    installation, repository, kind = told["installation"], told["repository"], told["kind"]
    if not _is_number(installation) or not _is_number(repository):
        raise BadRequest("for a token without an installation's and a repository's number", number)
    if not isinstance(kind, str) or kind not in _KINDS:
        raise BadRequest("for a token that may neither read nor write", number)
    return Mint(Scope(installation, repository, _KINDS[kind]))


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value in _NUMBERS


def failure(error: Exception) -> dict[str, object]:
    """What went wrong, as it goes over the line."""
    after = error.retry_after if isinstance(error, ForgeFailed) else None
    return {"failed": "gone" if isinstance(error, PullGone) else "forge", "said": str(error)[:_SAID], "after": after}


def token_fields(token: Token) -> dict[str, object]:
    """A token, as it goes over the line."""
    return {"token": token.value, "minted": token.minted, "expires": token.expires}


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
