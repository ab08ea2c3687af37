"""Credentials that stand in a server's settings as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from checks.core.place import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.mcp_configuration.servers import Server

_TELLING = re.compile(
    r"(?:^|[_\-.])(?:api[_-]?key|apikey|key|token|secret|password|passwd|pwd|pat|credentials?|authorization|auth|bearer"
    r"|access[_-]?key)(?:$|[_\-.\d])", re.IGNORECASE
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SCHEME = re.compile(r"^(?:Bearer|Basic|Token|ApiKey)\s+", re.IGNORECASE)
# References, and what stands where a person has to fill something in.
_NO_VALUE = re.compile(
    r"[${}<>*%\s]|^(?:env|input|secret|vault|op|file|ref|arn):|your|my[-_]|change|replace|insert|example|dummy|placeholder|xxx|\.\.\."
    r"|todo|fill|here|redacted|path|"
    r"^(?:none|null|true|false|token|secret|password|test|demo|local|dev|postgres|root|admin)$|^/|^https?://",
    re.IGNORECASE,
)
_SHORTEST = 8


def literal(server: Server) -> Iterator[tuple[str, str, Span]]:
    """Each with the name it stands under, the value, and where."""
    for setting in (*server.environment, *server.headers):
        if _tells(setting.name) and _real(setting.value):
            yield setting.name, setting.value, Span(setting.line, setting.line)
    words = server.words
    for index, word in enumerate(words):
        name, mark, value = word.partition("=")
        following = "".join(words[index + 1 : index + 2])
        if word.startswith("-") and _tells(name.lstrip("-")) and _real(value if mark else following):
            yield name, value if mark else following, server.command
        elif name in {"--header", "-H"} and re.match(r"^[\w-]+:\s*\S", value if mark else following):
            header, _, told = (value if mark else following).partition(":")
            if _tells(header) and _real(told.strip()):
                yield header, told.strip(), server.command
    yield from _in_address(server)


def _in_address(server: Server) -> Iterator[tuple[str, str, Span]]:
    try:
        parts = urlsplit(server.url)
        password = parts.password or ""
        query = parse_qsl(parts.query, max_num_fields=50)
    except ValueError:
        return
    if _real(password):
        yield "the address", password, server.url_at
    for name, value in query:
        if _tells(name) and _real(value):
            yield name, value, server.url_at


def _tells(name: str) -> bool:
    return _TELLING.search(_CAMEL.sub("_", name)) is not None


def _real(value: str) -> bool:
    bare = _SCHEME.sub("", value)
    return len(bare) >= _SHORTEST and not _NO_VALUE.search(bare) and len(set(bare)) > _SHORTEST // 2
