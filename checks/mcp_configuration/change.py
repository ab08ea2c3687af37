"""A server under its old name that is another one than before."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checks.agent_files.launch import name_of, programs
from checks.core.severity import Severity
from checks.mcp_configuration.packages import fetched

if TYPE_CHECKING:
    from checks.core.place import Span
    from checks.mcp_configuration.packages import Fetched
    from checks.mcp_configuration.servers import Server


def changed(before: Server, now: Server) -> tuple[str, Severity, Span] | None:
    """What became of it, how bad that is, and where; None when it starts or calls the same."""
    if (before.words, before.url) == (now.words, now.url):
        return None
    line = now.command if now.words != before.words and now.words else now.url_at
    if bool(before.words) is not bool(now.words):
        return f"was {_told(before)} and is {_told(now)}", Severity.HIGH, line
    if before.url != now.url:
        same = _origin(before.url) == _origin(now.url)
        what = "is called at another path" if same else f"was {_told(before)} and is {_told(now)}"
        return what, Severity.MEDIUM if same else Severity.HIGH, line
    old, new = _package(before), _package(now)
    moved = old and new and old.name == new.name and old.version != new.version and _without(before, old) == _without(now, new)
    if new and moved:
        return f"runs `{_shown(new.name)}` in another version than before", Severity.LOW if new.exact else Severity.MEDIUM, line
    if (old and old.name) == (new and new.name) and name_of(before.words[0]) == name_of(now.words[0]):
        return "is started with other arguments", Severity.MEDIUM, line
    return f"was {_told(before)} and is {_told(now)}", Severity.HIGH, line


def _package(server: Server) -> Fetched | None:
    return next((found for words in programs(server.words) if (found := fetched(words)) is not None), None)


def _without(server: Server, package: Fetched) -> list[str]:
    return [word for word in server.words if package.name not in word]


def _origin(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return (url, "")
    return (parts.scheme.lower(), parts.netloc.lower())


def _told(server: Server) -> str:
    """The program or package, or the host: arguments may hold what is secret."""
    if not server.words:
        return f"the server at `{_shown(_origin(server.url)[1].rpartition('@')[2])}`"
    package = _package(server)
    return f"`{_shown(package.name)}`" if package else f"the program `{_shown(name_of(server.words[0]))}`"


def _shown(text: str) -> str:
    return text.replace("`", "'")[:80] or "?"
