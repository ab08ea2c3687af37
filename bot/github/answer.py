"""What an HTTP answer of GitHub means: the reason it gives, and how long it asks us to wait."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.review.ports import ForgeFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

# GitHub's advice for a secondary limit that names no time: at least a minute.
UNNAMED_WAIT = 60.0
# GitHub's limits are of an hour: what asks for more, such as a clock set wrongly, would silence the App for good.
LONGEST_WAIT = 3700.0
_LIMITS = frozenset({403, 429})
_UNPROCESSABLE = 422
_TOO_MANY = 429
_REASON_LENGTH = 400


class AnswerLost(ForgeFailed):
    """No usable answer came: what was asked may have taken effect or not."""


class Rejected(ForgeFailed):
    """GitHub understood and would not do it (406, 422, or an error in GraphQL): asking the same again is useless. `why` is its reason."""

    def __init__(self, message: str, why: str) -> None:
        super().__init__(message)
        self.why = why


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def reason(self) -> str:
        """GitHub's message and errors on one line, shortened and without control characters."""
        try:
            parsed = json.loads(self.text)
        except (ValueError, RecursionError):
            return _one_line(self.text)
        if not isinstance(parsed, dict):
            return _one_line(self.text)
        errors = parsed.get("errors")
        details = [_detail(error) for error in errors] if isinstance(errors, list) else []
        return _one_line("; ".join([str(parsed.get("message", "")), *details]).strip("; "))


def wait_asked(answer: Answer, now: float) -> float | None:
    """Seconds to leave GitHub alone; None when the answer is not about limits. `now` is the time since the epoch.

    Limits come as 403 or 429, with or without a time, and as a 422 "was submitted too quickly".
    """
    words = answer.text.lower()
    if answer.status == _UNPROCESSABLE and "submitted too quickly" in words:
        return _seconds(answer.headers.get("retry-after"))
    if answer.status not in _LIMITS:
        return None
    if "retry-after" in answer.headers:
        return _seconds(answer.headers["retry-after"])
    if answer.headers.get("x-ratelimit-remaining") == "0":
        reset = answer.headers.get("x-ratelimit-reset", "")
        return min(LONGEST_WAIT, max(1.0, float(reset) - now + 1)) if _is_number(reset) else UNNAMED_WAIT
    limited = answer.status == _TOO_MANY or "rate limit" in words or "abuse detection" in words
    return UNNAMED_WAIT if limited else None


def _seconds(named: str | None) -> float:
    return min(LONGEST_WAIT, float(named)) if named is not None and _is_number(named) else UNNAMED_WAIT


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _detail(error: object) -> str:
    if not isinstance(error, dict):
        return str(error)
    return " ".join(str(error[key]) for key in ("field", "code", "message") if error.get(key))


def _one_line(text: str) -> str:
    shown = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(shown.split())[:_REASON_LENGTH]
