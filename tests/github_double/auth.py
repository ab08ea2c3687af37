"""Who asks, and may they: the App's JSON web token, installation tokens, and permissions."""

from __future__ import annotations

import base64
import json
import secrets
from typing import TYPE_CHECKING

import jwt

from tests.github_double.model import Grant
from tests.github_double.refusals import Refused, forbidden, not_found
from tests.github_double.routing import Caller
from tests.github_double.state import covers

if TYPE_CHECKING:
    from tests.github_double.model import Repository
    from tests.github_double.state import State

_LONGEST_JWT = 600
_LEVELS = ("read", "write", "admin")
_UNREADABLE = "A JSON web token could not be decoded"


def credential(header: str | None) -> str | None:
    """The token in an Authorization header: `Bearer`, `token`, or basic with the token as its password."""
    kind, _, rest = (header or "").strip().partition(" ")
    match kind.lower():
        case "bearer" | "token":
            return rest.strip() or None
        case "basic":
            try:
                return base64.b64decode(rest, validate=True).decode().partition(":")[2] or None
            except ValueError:
                return None
        case _:
            return None


def as_app(state: State, header: str | None) -> Caller:
    """The App, by its signed token. Raises `Refused` (401) in GitHub's words."""
    token = credential(header)
    if token is None:
        raise Refused(401, _UNREADABLE)
    try:
        options = {"verify_exp": False, "verify_iat": False, "verify_aud": False, "verify_iss": False}
        claims = jwt.decode(token, state.app.public_key_pem, algorithms=["RS256"], options=options)  # type: ignore[arg-type]
    except jwt.PyJWTError as error:
        raise Refused(401, _UNREADABLE) from error
    now = state.clock.now()
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int) or issued > now:
        raise Refused(401, "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued")
    if not isinstance(expires, int) or expires <= now:
        raise Refused(
            401,
            "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
        )
    if expires > now + _LONGEST_JWT:
        raise Refused(401, "'Expiration time' claim ('exp') is too far in the future")
    if str(claims.get("iss")) not in (str(state.app.id), state.app.client_id):
        raise Refused(404, "Integration not found")
    return Caller()


def as_installation(state: State, header: str | None) -> Caller:
    """An installation, by its token. Raises `Refused`: 401 unknown, expired, revoked or not replicated yet; 403 suspended."""
    token = credential(header)
    if token is None:
        raise Refused(401, "Requires authentication")
    grant, now = state.grants.get(token), state.clock.now()
    if grant is None or grant.revoked or not grant.valid_from <= now < grant.expires_at:
        raise Refused(401, "Bad credentials")
    installation = state.installations.get(grant.installation)
    if installation is None:
        raise Refused(401, "Bad credentials")
    if installation.suspended_at is not None:
        raise Refused(403, "This installation has been suspended")
    return Caller(grant, installation)


def issue_grant(state: State, installation: int, permissions: dict[str, str], repositories: set[int] | None) -> Grant:
    """A new token in the form of 2026: `ghs_APPID_` and a signed-looking rest, some 520 characters."""
    part = {
        "jti": secrets.token_hex(16),
        "iss": "github",
        "sub": str(installation),
        "exp": int(state.clock.now() + state.knobs.token_lifetime),
    }
    parts = (json.dumps({"alg": "RS256", "typ": "JWT"}).encode(), json.dumps(part).encode(), secrets.token_bytes(256))
    body = ".".join(base64.urlsafe_b64encode(p).decode().rstrip("=") for p in parts)
    now = state.clock.now()
    expires, valid_from = now + state.knobs.token_lifetime, now + state.knobs.token_lag
    grant = Grant(f"ghs_{state.app.id}_{body}", installation, permissions, repositories, expires, valid_from)
    state.grants[grant.token] = grant
    return grant


def reachable(state: State, caller: Caller, found: Repository) -> bool:
    """The token covers the repository."""
    if caller.grant is None or caller.installation is None or not covers(caller.installation, found):
        return False
    return caller.grant.repositories is None or found.id in caller.grant.repositories


def require(caller: Caller, needs: tuple[str, ...]) -> None:
    """One of the alternatives `name=level` must be granted. Raises `Refused` (403)."""
    granted = caller.grant.permissions if caller.grant else {}
    if needs and not any(holds(granted, *need.split("=")) for need in needs):
        raise forbidden("; ".join(needs))


def holds(granted: dict[str, str], name: str, level: str) -> bool:
    """Whether the permissions contain `name` at `level` or above."""
    return name in granted and _LEVELS.index(granted[name]) >= _LEVELS.index(level)


def enter(state: State, caller: Caller, found: Repository, method: str, needs: tuple[str, ...]) -> None:
    """May the caller do this in the repository? Raises `Refused`: 404 for one it cannot see, 403 for a missing permission."""
    if reachable(state, caller, found):
        require(caller, needs)
    elif found.private:
        raise not_found()
    elif method != "get":
        raise forbidden("; ".join(needs))
