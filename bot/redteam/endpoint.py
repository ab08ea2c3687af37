"""A model behind an address that speaks OpenAI's chat completions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import requests
from urllib3.exceptions import HTTPError

if TYPE_CHECKING:
    from collections.abc import Sequence

# An answer that proves anything is short.
MAX_ANSWER_BYTES = 2_000_000
_TOKENS = 400
_TIMEOUT = (10, 120)
_CHUNK = 1 << 16
_OK = 200


class EndpointFailed(Exception):
    """The model gave no answer that could be read; the message says what came instead."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`address` ends before `/chat/completions`; `key` is sent as a bearer token, to this address only."""

    address: str
    model: str
    key: str = ""

    def ask(self, messages: Sequence[tuple[str, str]]) -> str:
        """The answer to pairs of role and text, at temperature 0. Raises `EndpointFailed`."""
        body = {
            "model": self.model,
            "messages": [{"role": role, "content": text} for role, text in messages],
            "temperature": 0,
            "max_tokens": _TOKENS,
        }
        where = f"{self.address.rstrip('/')}/chat/completions"
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {self.key}"} if self.key else {})}
        try:
            # A redirect would carry prompts to an address that nobody named.
            with requests.post(
                where, data=json.dumps(body).encode(), headers=headers, timeout=_TIMEOUT, stream=True, allow_redirects=False
            ) as response:
                raw = _read(response)
        except (requests.RequestException, HTTPError) as error:
            raise EndpointFailed(f"{where} does not answer ({type(error).__name__}): see that it runs") from error
        if response.status_code != _OK:
            raise EndpointFailed(f"{where} answered {response.status_code}: {raw[:200].decode('utf-8', 'replace')!r}")
        return _answer(raw, where)


def _read(response: requests.Response) -> bytes:
    raw = b""
    for chunk in response.iter_content(_CHUNK):
        raw += chunk
        if len(raw) > MAX_ANSWER_BYTES:
            raise EndpointFailed(f"the answer is longer than {MAX_ANSWER_BYTES:,} bytes")
    return raw


def _answer(raw: bytes, where: str) -> str:
    try:
        told: Any = json.loads(raw)
        content = told["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise EndpointFailed(f"{where} answered something else than a chat completion: {raw[:200].decode('utf-8', 'replace')!r}") from error
    return content if isinstance(content, str) else ""
