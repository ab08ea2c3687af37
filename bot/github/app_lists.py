"""What GitHub lists for the App itself: its webhook deliveries and its installations, in pages that fit on the broker's line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from bot.review.ports import ForgeFailed

if TYPE_CHECKING:
    from bot.github.session import Session

# What GitHub calls a cursor, or nothing for the first page.
CURSOR = re.compile(r"[A-Za-z0-9_=.:+/-]{0,200}")
# A row of either list takes at most 140 characters of the line's 8192.
PAGE = 50
_GUID = re.compile(r"[A-Za-z0-9-]{1,64}")
_TIME = re.compile(r"[0-9T:.+Z-]{1,40}")
_OK = range(200, 300)


@dataclass(frozen=True, slots=True)
class DeliveryAttempt:
    """One attempt at a delivery. All attempts of a delivery have its `guid`; `at` in ISO form; `arrived`: we answered with success."""

    id: int
    guid: str
    at: str
    arrived: bool


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """Attempts, newest first. `following` is the next page's cursor, empty when there is none."""

    attempts: tuple[DeliveryAttempt, ...]
    following: str


@dataclass(frozen=True, slots=True)
class Installed:
    """An installation of the App."""

    id: int
    suspended: bool


@dataclass(frozen=True, slots=True)
class InstallationPage:
    """Some installations; whether no others follow."""

    installations: tuple[Installed, ...]
    last: bool


def delivery_page(as_app: Session, cursor: str) -> DeliveryPage:
    """One page of deliveries, with a single request. Raises `ForgeFailed`."""
    asked: dict[str, str | int] = {"per_page": PAGE} | ({"cursor": cursor} if cursor else {})
    found, following = as_app.page("/app/hook/deliveries", **asked)
    attempts = [
        DeliveryAttempt(one.number("id"), one.text("guid"), one.text("delivered_at"), one.number("status_code") in _OK) for one in found
    ]
    if not all(_GUID.fullmatch(one.guid) and _is_time(one.at) for one in attempts):
        raise ForgeFailed("GitHub's list of deliveries holds what is no delivery's id or time; is the API address right?")
    return DeliveryPage(tuple(attempts), _cursor(following))


def installation_page(as_app: Session, page: int) -> InstallationPage:
    """One page of installations, with a single request. Raises `ForgeFailed`."""
    found, following = as_app.page("/app/installations", per_page=PAGE, page=page)
    return InstallationPage(tuple(Installed(one.number("id"), bool(one.maybe_text("suspended_at"))) for one in found), not following)


def _is_time(text: str) -> bool:
    try:
        return _TIME.fullmatch(text) is not None and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _cursor(address: str) -> str:
    given = parse_qs(urlsplit(address).query).get("cursor", [""])[0]
    if address and not (given and CURSOR.fullmatch(given)):
        raise ForgeFailed("GitHub's list of deliveries goes on behind what is no cursor")
    return given
