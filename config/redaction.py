"""Secrets taken out of text, wherever it is about to be written."""

from __future__ import annotations

import re
import threading
from bisect import bisect_right
from typing import TYPE_CHECKING

from config.secret_spellings import spellings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from config.secret import Secret

HIDDEN = "[redacted]"
# Longer texts are cut before they are searched: a log line is no place for a payload, and the cost stays bounded.
MAX_TEXT = 64_000
# Searched beyond the cut and then left out, so that no secret is cut in two; every spelling of a key is shorter.
_MARGIN = 8_000
MIN_SECRET = 8
# A revoked token may still stand in an error that is about to be written: it is kept until so many others were revoked after it.
LINGERING = 32
# Where a long line was wrapped: a line end, also as it is written inside JSON or a repr, with the indentation around it
# (bounded, so that a page of blanks costs no time).
_WRAP = r"[ \t]{0,40}(?:\\r|\\n|[\r\n\u2028\u2029])+[ \t]{0,40}"
_WRAPPED = re.compile(_WRAP)
# Installation tokens were 40 characters; since 2026 they are about 520 and hold a JWT, so dots and dashes belong to them.
# What follows a line end belongs to them when it is too long for a word.
_PIECE = r"[A-Za-z0-9._-]"
# What is a secret by its look alone.
_SHAPES = (
    re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|\Z)", re.DOTALL),
    re.compile(rf"(?:github_pat|gh[a-z])_(?:{_PIECE}{{20,}}|{_PIECE}*{_WRAP}{_PIECE}{{20,}})(?:{_WRAP}{_PIECE}{{20,}})*"),
    # From the first `eyJ` of a word, found once: a page of them would cost the square of its length.
    re.compile(r"(?<![A-Za-z0-9_-])((?>[A-Za-z0-9_-]*?(?=eyJ)))[A-Za-z0-9_-]{11,}+\.[A-Za-z0-9_-]{8,}+\.[A-Za-z0-9_-]*"),
    re.compile(r"(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])"),
)
_PATTERNS = (
    *_SHAPES,
    re.compile(r"(?i)((?:proxy-)?authorization['\"]?\s*[:=]\s*['\"]?)(?:(?:bearer|basic|token|digest)\s+)?[^\s'\",}]+"),
    re.compile(r"([a-z][a-z0-9+.-]{1,30}://[^\s:/@]{0,200}:)[^\s@/]{1,500}(?=@)"),
)


def holds_secret(text: str) -> bool:
    """Whether something in the text has the look of a key or a token."""
    return any(pattern.search(text) for pattern in _SHAPES)


class Redactor:
    """Takes out the secrets it was told and whatever looks like one. Safe to use from several threads."""

    def __init__(self, secrets: Iterable[Secret] = ()) -> None:
        self._lock = threading.Lock()
        self._known: dict[Secret, tuple[str, ...]] = {}
        self._lingering: list[Secret] = []
        self._exact: tuple[str, ...] = ()
        for secret in secrets:
            self.learn(secret)

    def learn(self, secret: Secret) -> None:
        """Take this exact value out from now on, also as it looks inside JSON, an address or base64.

        Values under 8 characters are refused.
        """
        value = secret.reveal()
        if len(value) < MIN_SECRET:
            raise ValueError(f"a secret under {MIN_SECRET} characters cannot be told from ordinary text")
        with self._lock:
            self._known[secret] = spellings(value)
            self._remember()

    def forget(self, secret: Secret) -> None:
        """The secret opens nothing any more: it is still taken out until `LINGERING` others were forgotten after it."""
        with self._lock:
            if secret in self._known and secret not in self._lingering:
                self._lingering.append(secret)
            if len(self._lingering) > LINGERING:
                self._known.pop(self._lingering.pop(0))
                self._remember()

    def _remember(self) -> None:
        self._exact = tuple(sorted({each for every in self._known.values() for each in every}, key=len, reverse=True))

    def text(self, text: str) -> str:
        """The text without secrets."""
        if len(text) > MAX_TEXT:
            return f"{self._searched(text[: MAX_TEXT + _MARGIN])[:-_MARGIN]}… [cut]"
        return self._searched(text)

    def _searched(self, text: str) -> str:
        exact = self._exact
        for value in exact:
            text = text.replace(value, HIDDEN)
        if exact and _WRAPPED.search(text):
            text = _without_wrapped(text, exact)
        for pattern in _PATTERNS:
            text = pattern.sub(_kept_name, text)
        return text

    def value(self, value: object) -> object:
        """The same for anything that is logged: texts inside mappings and sequences, and whatever prints itself."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, dict):
            return {self.text(str(key)): self.value(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.value(inner) for inner in value]
        return self.text(str(value))


def _without_wrapped(text: str, values: tuple[str, ...]) -> str:
    """The text without values that were broken over several lines: found in the text without its breaks, taken out of the one with them."""
    joined, starts, shifts, removed = [], [0], [0], 0
    end = 0
    for wrap in _WRAPPED.finditer(text):
        joined.append(text[end : wrap.start()])
        removed += len(wrap.group())
        starts.append(wrap.end() - removed)
        shifts.append(removed)
        end = wrap.end()
    squeezed = "".join([*joined, text[end:]])
    spans = sorted({(at, at + len(value)) for value in values for at in _places(squeezed, value)}, reverse=True)
    for begin, finish in _merged(spans):
        first = begin + shifts[bisect_right(starts, begin) - 1]
        last = finish - 1 + shifts[bisect_right(starts, finish - 1) - 1]
        text = f"{text[:first]}{HIDDEN}{text[last + 1 :]}"
    return text


def _places(text: str, value: str) -> Iterable[int]:
    at = text.find(value)
    while at >= 0:
        yield at
        at = text.find(value, at + len(value))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, last first, with those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for begin, end in spans:
        if merged and end > merged[-1][0]:
            latest = merged.pop()
            merged.append((begin, max(end, latest[1])))
        else:
            merged.append((begin, end))
    return merged


def _kept_name(match: re.Match[str]) -> str:
    return f"{match.group(1)}{HIDDEN}" if match.re.groups else HIDDEN
