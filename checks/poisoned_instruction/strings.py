"""The strings of a program that describes tools to a model, found without understanding the program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# A string is read as far as this; a description that a model is given at every call is shorter.
MAX_STRING = 20_000
MAX_UNCLOSED = 100
_SERVES = re.compile(
    rb"\bFastMCP\b|\bmcp\.(?:server|tool)|from mcp\b|import mcp\b|@modelcontextprotocol/|\bMcpServer\b|modelcontextprotocol"
    rb"|\b(?:server|mcp)\.(?:registerTool|tool|setRequestHandler)\(|\"inputSchema\"|\binputSchema\b|mcpServers|mark3labs/mcp-go"
)
# A comment holds no string; what opens one differs.
_OPENING = re.compile(r'"""|\'\'\'|"|\'|`|#[^\n]*')
_OPENING_ELSEWHERE = re.compile(r'"|\'|`|//[^\n]*')
_JOINED = re.compile(r"[\s+\\frbFRB]*")
_LONG = 24


def _closing(quote: str) -> re.Pattern[str]:
    """What a string holds after this quote, with the quote that ends it. It gives nothing back, so that it cannot run away."""
    single = "" if len(quote) == 1 else f"|{quote[0]}(?!{quote[1:]})"
    return re.compile(rf"(?:[^{quote[0]}\\]|\\.{single}){{0,{MAX_STRING}}}+{quote}", re.DOTALL)


_CLOSING = {each: _closing(each) for each in ('"""', "'''", '"', "'", "`")}


@dataclass(frozen=True, slots=True)
class Text:
    """What stands between two quotes, from line `first` on; `height` counts the lines below that in the file."""

    first: int
    text: str
    height: int


def serves_tools(raw: bytes) -> bool:
    """Whether the program tells a model which tools it has."""
    return _SERVES.search(raw) is not None


class Tangled(Exception):
    """It has more quotes that close nowhere than a program has."""


def strings(source: str, *, python: bool) -> Iterator[Text]:
    """Every string that is long enough to be a sentence, with those it is put together of. Raises `Tangled`."""
    opens = _OPENING if python else _OPENING_ELSEWHERE
    position, unclosed, end = 0, 0, 0
    parts: list[str] = []
    line, counted, first = 1, 0, 1
    while (opening := opens.search(source, position)) is not None:
        quote, position = opening[0], opening.end()
        if quote not in _CLOSING:
            continue
        closing = _CLOSING[quote].match(source, position)
        if closing is None:
            unclosed += 1
            if unclosed > MAX_UNCLOSED:
                raise Tangled(f"it has more than {MAX_UNCLOSED} quotes that close nowhere")
            continue
        if quote in {'"', "'"} and "\n" in closing[0].replace("\\\n", ""):
            continue
        if not (parts and _JOINED.fullmatch(source, end, opening.start())):
            yield from _whole(first, parts)
            line += source.count("\n", counted, position)
            counted, first, parts = position, line, []
        parts.append(closing[0][: -len(quote)])
        position = end = closing.end()
    yield from _whole(first, parts)


def _whole(first: int, parts: list[str]) -> Iterator[Text]:
    text = "".join(parts)
    if len(text) > _LONG:
        yield Text(first, text.replace("\\n", "\n"), text.count("\n"))
