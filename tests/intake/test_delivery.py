"""Only what GitHub signed is believed."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from bot.intake.delivery import Delivery, verify
from config.secret import Secret

# The example in GitHub's documentation on validating deliveries.
SECRET = Secret("It's a Secret to Everybody")
BODY = b"Hello, World!"
DIGEST = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"


def test_believes_githubs_own_example() -> None:
    assert verify(SECRET, BODY, f"sha256={DIGEST}")


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256=",
        DIGEST,
        "sha1=" + hmac.new(b"It's a Secret to Everybody", BODY, hashlib.sha1).hexdigest(),
        f"sha256={DIGEST},sha256={DIGEST}",
        f"sha256={DIGEST.upper()}",
        f"sha256={DIGEST}\n",
        f"sha256={DIGEST[:-1]}\uff17",
        f"sha256={'é' * 64}",
        "sha256=" + "0" * 64,
    ],
)
def test_believes_no_other_header(header: str | None) -> None:
    assert not verify(SECRET, BODY, header)


def test_believes_nothing_without_a_secret() -> None:
    signed = hmac.new(b"", BODY, hashlib.sha256).hexdigest()

    assert not verify(Secret(""), BODY, f"sha256={signed}")


def test_one_changed_byte_is_another_body() -> None:
    assert not verify(SECRET, BODY + b" ", f"sha256={DIGEST}")


@pytest.mark.parametrize("action", [None, 3, {}, "", "x" * 41, "Opened", "a\nb"])
def test_an_absurd_action_is_no_action(action: object) -> None:
    assert Delivery("d", "pull_request", {"action": action}).action == ""
