"""Secrets taken out of text, wherever it is about to be written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from config.secret import Secret

HIDDEN = "[redacted]"
# Longer texts are cut before they are searched: a log line is no place for a payload, and the cost stays bounded.
MAX_TEXT = 64_000
MIN_SECRET = 8
_PATTERNS = (
    re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|\Z)", re.DOTALL),
    re.compile(r"github_pat_[A-Za-z0-9_]{20,}"),
    # Installation tokens were 40 characters; since 2026 they are about 520 and hold a JWT, so dots and dashes belong to them.
    re.compile(r"gh[a-z]_[A-Za-z0-9._-]{20,}"),
    re.compile(r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"),
    re.compile(r"(?i)((?:proxy-)?authorization['\"]?\s*[:=]\s*['\"]?)(?:(?:bearer|basic|token|digest)\s+)?[^\s'\",}]+"),
    re.compile(r"([a-z][a-z0-9+.-]{1,30}://[^\s:/@]{0,200}:)[^\s@/]{1,500}(?=@)"),
)


class Redactor:
    """Takes out the secrets it was told and whatever looks like one."""

    def __init__(self, secrets: Iterable[Secret] = ()) -> None:
        self._exact: tuple[str, ...] = ()
        for secret in secrets:
            self.learn(secret)

    def learn(self, secret: Secret) -> None:
        """Take this exact value out from now on, also as it looks inside JSON; values under 8 characters are refused."""
        value = secret.reveal()
        if len(value) < MIN_SECRET:
            raise ValueError(f"a secret under {MIN_SECRET} characters cannot be told from ordinary text")
        escaped = value.replace("\n", "\\n")
        self._exact = tuple(sorted({*self._exact, value, escaped}, key=len, reverse=True))

    def text(self, text: str) -> str:
        """The text without secrets."""
        if len(text) > MAX_TEXT:
            text = f"{text[:MAX_TEXT]}… [cut]"
        for value in self._exact:
            text = text.replace(value, HIDDEN)
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


def _kept_name(match: re.Match[str]) -> str:
    return f"{match.group(1)}{HIDDEN}" if match.re.groups else HIDDEN
