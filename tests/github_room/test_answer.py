"""What GitHub's refusals mean."""

from __future__ import annotations

import json

import pytest

from bot.github.answer import LONGEST_WAIT, UNNAMED_WAIT, Answer, wait_asked

CONTENT = "You have exceeded a secondary rate limit and have been temporarily blocked from content creation."


def answer(status: int, body: object, **headers: str) -> Answer:
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, json.dumps(body))


@pytest.mark.parametrize(
    ("given", "wait"),
    [
        (answer(403, {"message": CONTENT}, x_ratelimit_remaining="4114"), 60.0),
        (answer(403, {"message": "x"}, retry_after="7"), 7.0),
        (answer(429, {"message": "x"}), 60.0),
        (answer(429, {"message": "x"}, retry_after="1"), 1.0),
        (answer(429, {"message": "x"}, retry_after="Wed, 21 Oct 2026 07:28:00 GMT"), 60.0),
        (answer(403, {"message": "API rate limit exceeded"}, x_ratelimit_remaining="0", x_ratelimit_reset="1090"), 91.0),
        (answer(403, {"message": "API rate limit exceeded"}, x_ratelimit_remaining="0", x_ratelimit_reset="10"), 1.0),
        (answer(403, {"message": "API rate limit exceeded"}, x_ratelimit_remaining="0"), 60.0),
        (answer(422, {"message": "Validation Failed", "errors": ["was submitted too quickly"]}), 60.0),
        (answer(403, {"message": "Resource not accessible by integration"}, x_ratelimit_remaining="4000"), None),
        (answer(422, {"message": "Unprocessable Entity", "errors": ["Line could not be resolved"]}), None),
        (answer(404, {"message": "Not Found"}, retry_after="9"), None),
        (answer(401, {"message": "Bad credentials"}), None),
    ],
)
def test_knows_how_long_to_leave_github_alone(given: Answer, wait: float | None) -> None:
    assert wait_asked(given, now=1000) == wait


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"message":"Unprocessable Entity","errors":["Line could not be resolved"]}', "Unprocessable Entity; Line could not be resolved"),
        (
            '{"message":"Validation Failed","errors":[{"field":"thread.line","code":"custom","message":"could not be resolved"}]}',
            "Validation Failed; thread.line custom could not be resolved",
        ),
        ("<html>\n\x1b[31mBad Gateway</html>", "<html> [31mBad Gateway</html>"),
        ("[1]", "[1]"),
        ('{"errors":"odd"}', ""),
    ],
)
def test_tells_the_reason_on_one_line(text: str, reason: str) -> None:
    assert Answer(422, {}, text).reason == reason


def test_a_reason_is_shortened() -> None:
    assert len(Answer(500, {}, "x" * 100_000).reason) == 400


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry_after": "\xb2"}, UNNAMED_WAIT),
        ({"x_ratelimit_remaining": "0", "x_ratelimit_reset": "\xb2"}, UNNAMED_WAIT),
        ({"retry_after": "9" * 400}, LONGEST_WAIT),
        ({"x_ratelimit_remaining": "0", "x_ratelimit_reset": "9" * 400}, LONGEST_WAIT),
    ],
)
def test_a_time_that_is_none_or_has_no_end_silences_nobody(headers: dict[str, str], wait: float) -> None:
    assert wait_asked(answer(429, {}, **headers), now=1000) == wait


def test_a_reason_nested_without_end_is_cut_like_any_other() -> None:
    assert Answer(422, {}, "[" * 200_000).reason == "[" * 400
