"""The App's tokens are valid at GitHub whatever this machine's clock says."""

from __future__ import annotations

import jwt
import pytest

from bot.github.answer import Answer
from bot.github.app_auth import AppAuth
from tests.github_room.keys import private_pem, public_pem

NOW = 1_790_000_000.0


def claims(token: str) -> dict[str, object]:
    read: dict[str, object] = jwt.decode(token, public_pem(), algorithms=["RS256"], options={"verify_exp": False, "verify_iat": False})
    return read


def test_is_backdated_and_lives_nine_minutes() -> None:
    auth = AppAuth(42, private_pem, lambda: NOW)

    token = auth.current()

    assert claims(token.value) == {"iss": "42", "iat": NOW - 60, "exp": NOW + 540}
    assert token.value not in repr(token)


@pytest.mark.parametrize("skew", [-120, 120, 3600])
def test_follows_githubs_clock_after_a_refusal(skew: int) -> None:
    auth = AppAuth("Iv1.abc", private_pem, lambda: NOW + skew)
    refusal = Answer(401, {"date": "Mon, 21 Sep 2026 14:13:20 GMT"}, "{}")

    again = auth.refused(auth.current(), refusal)

    assert again
    assert claims(auth.current().value)["exp"] == NOW + 540
    assert auth.by_our_clock(NOW) == NOW + skew
    assert not auth.refused(auth.current(), refusal), "the same reason does not hold twice"


@pytest.mark.parametrize("headers", [{}, {"date": "yesterday"}, {"date": "Mon, 21 Sep 2026 14:13:22 GMT"}])
def test_does_not_blame_the_clock_without_cause(headers: dict[str, str]) -> None:
    auth = AppAuth(42, private_pem, lambda: NOW)

    assert not auth.refused(auth.current(), Answer(401, headers, "{}"))
