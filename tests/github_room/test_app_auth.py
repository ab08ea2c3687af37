"""The App's tokens are valid at GitHub whatever this machine's clock says."""

from __future__ import annotations

import jwt
import pytest

from bot.github.answer import Answer
from bot.github.app_auth import AppAuth
from bot.review.ports import ForgeFailed
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


@pytest.mark.parametrize("key", ["", "secret", "-----BEGIN RSA PRIVATE KEY-----\nsecret\n-----END RSA PRIVATE KEY-----", public_pem()])
def test_a_key_that_cannot_be_read_is_told_and_not_shown(key: str) -> None:
    with pytest.raises(ForgeFailed, match="private key cannot be read") as refusal:
        AppAuth(42, lambda: key, lambda: NOW).current()

    assert "secret" not in repr(refusal.value)
    assert refusal.value.__context__ is None


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
