"""What the readers say of a file: a reason by its code, and the one name that goes with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLAIN = re.compile(r"[A-Za-z0-9_.<>/@+ -]")
MOST = 80


@dataclass(frozen=True, slots=True, order=True)
class Observation:
    """`code` is a key of `reasons.REASONS`. `subject` comes from the file: show it only through `shown`."""

    code: str
    subject: str = ""


def shown(text: str) -> str:
    """A name from a file for people: other than plain characters escaped, and cut."""
    escaped = "".join(char if _PLAIN.fullmatch(char) else f"\\u{{{ord(char):x}}}" for char in text[:MOST])
    return escaped if len(text) <= MOST and len(escaped) <= MOST else f"{escaped[: MOST - 1]}…"
