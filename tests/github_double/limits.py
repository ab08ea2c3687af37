"""GitHub's rate limits: the hourly one in headers, the secondary ones as knobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.github_double.faults import CONTENT_BLOCK
from tests.github_double.refusals import Refused

if TYPE_CHECKING:
    from werkzeug.wrappers import Request, Response

    from tests.github_double.routing import Caller, Route
    from tests.github_double.state import State

_MINUTE, _HOUR = 60.0, 3600.0
_READ_POINTS, _WRITE_POINTS = 1, 5
_NOT_MODIFIED = 304
_SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."


def spend(state: State, route: Route, caller: Caller) -> None:
    """Count a request against the secondary limits. Raises `Refused` (403)."""
    now = state.clock.now()
    key = caller.grant.token if caller.grant else "app"
    if caller.grant is not None and _remaining(state, key) <= 0:
        headers = {"X-RateLimit-Remaining": "0"}
        raise Refused(403, f"API rate limit exceeded for installation ID {caller.grant.installation}.", headers=headers)
    is_write = route.method != "get"
    points = state.spent.setdefault("points", [])
    points[:] = [t for t in points if t > now - _MINUTE]
    points += [now] * (_WRITE_POINTS if is_write else _READ_POINTS)
    if state.knobs.points_per_minute is not None and len(points) > state.knobs.points_per_minute:
        raise Refused(403, _SECONDARY, headers={"Retry-After": "60"})
    if is_write and caller.grant is not None:
        recent = [t for t in state.write_times if t > now - _MINUTE]
        if state.knobs.writes_per_minute is not None and len(recent) >= state.knobs.writes_per_minute:
            raise Refused(403, CONTENT_BLOCK)
        state.write_times.append(now)


def _remaining(state: State, key: str) -> int:
    recent = [t for t in state.spent.get(key, ()) if t > state.clock.now() - _HOUR]
    return state.knobs.hourly_limit - len(recent)


def stamp(state: State, request: Request, response: Response, who: str) -> None:
    """The headers of the hourly limit; a 304 costs nothing."""
    if who != "installation":
        return
    header = request.headers.get("Authorization", "")
    key = header.partition(" ")[2]
    if response.status_code != _NOT_MODIFIED:
        state.spent.setdefault(key, []).append(state.clock.now())
    remaining = _remaining(state, key)
    values = {
        "X-RateLimit-Limit": str(state.knobs.hourly_limit),
        "X-RateLimit-Remaining": str(max(0, remaining)),
        "X-RateLimit-Used": str(state.knobs.hourly_limit - remaining),
        "X-RateLimit-Reset": str(int(state.clock.now()) + 3600),
        "X-RateLimit-Resource": "core",
    }
    for name, value in values.items():
        response.headers.setdefault(name, value)
