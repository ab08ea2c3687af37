"""Whether a file can hold what the engine looks for: its start costs as much as a review of a few lines."""

from __future__ import annotations

import re

# No provider's key is shorter than the first without a digit in it; the second is for those of letters alone.
_WORD = re.compile(rb"[A-Za-z0-9+/=_.-]{10,}")
_LETTERS_ALONE = 16
_DIGIT, _MIXED = re.compile(rb"[0-9]"), re.compile(rb"[a-z][A-Z]|[A-Z]{2}[a-z]|[A-Za-z]{30}")
# Where a value is told by what stands beside it, however short it is.
_TELLING = re.compile(
    rb"pass|pwd|secret|token|key|credential|auth|login|client|account|://[^\s/]{0,200}:[^\s/]{0,200}@|-----BEGIN|[^\x00-\x7f]{16}",
    re.IGNORECASE,
)


def may_hold(content: bytes) -> bool:
    """False for most small files of code and prose; anything that is no plain text may."""
    if b"\0" in content or _TELLING.search(content):
        return True
    return any(_long_enough(found.group()) for found in _WORD.finditer(content))


def _long_enough(word: bytes) -> bool:
    return bool(_DIGIT.search(word) or (len(word) >= _LETTERS_ALONE and _MIXED.search(word)))
