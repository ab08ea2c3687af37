"""What the saved results of a notebook bring with them."""

from __future__ import annotations

import base64
import binascii
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from checks.core.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.notebook.cells import Notebook
    from checks.notebook.places import Path

# More scripts than these in one result are no result any more.
MAX_SCRIPTS = 200
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_FOREIGN = re.compile(r"<script\b[^>]{0,400}?\bsrc\s*=\s*[\"']?\s*(?P<address>(?:https?:)?//(?P<host>[^/\"'\s>:?#]+))", re.IGNORECASE)
_CALLS = re.compile(r"document\.cookie|\bfetch\(|xmlhttprequest|sendbeacon|\batob\(|\beval\(")
_HANDLER = re.compile(r"\son(?:error|load)\s*=", re.IGNORECASE)
# How much of a script or of a tag is looked at.
_READ, _TAG = 4_000, 400
# Where libraries for charts load themselves from, in most notebooks there are.
_LIBRARIES = re.compile(
    r"(?:cdn\.plot\.ly|cdnjs\.cloudflare\.com|cdn\.jsdelivr\.net|unpkg\.com|cdn\.(?:bokeh|pydata|holoviz|mathjax)\.org|d3js\.org"
    r"|code\.jquery\.com|(?:ajax|www)\.(?:googleapis|gstatic)\.com|vega\.github\.io|code\.highcharts\.com|maxcdn\.bootstrapcdn\.com)"
)
_PICKLE = re.compile(r"(?<![A-Za-z0-9+/])gA[I-X][A-Za-z0-9+/]{29,}={0,2}")
_PROTOCOLS = frozenset({2, 3, 4, 5})
_FRAME = 0x95
_FRAMED = 4
_SHOWN = frozenset({"text/html", "application/javascript", "image/svg+xml", "html", "javascript", "svg"})


def scripts(book: Notebook) -> Iterator[tuple[int, str, Severity]]:
    """The line, what is there, and how bad it is, of each script that a result brings."""
    for path, text in _texts(book):
        if not _SHOWN.intersection(map(str, path)):
            continue
        line = book.places.get(path, 1)
        begins = [found.start() for found in islice(_SCRIPT.finditer(text), MAX_SCRIPTS + 1)]
        for host, plain in dict.fromkeys(_hosts(text, begins)):
            known = _LIBRARIES.fullmatch(host) and not plain
            yield line, f"It loads a script from `{host[:80].replace('`', '')}`.", Severity.LOW if known else Severity.MEDIUM
        if len(begins) > MAX_SCRIPTS or any(_calls(text, at) for at in begins) or any(_in_tag(text, at) for at in _handlers(text)):
            yield line, "It runs a script that calls other servers, decodes what it runs or waits for an event.", Severity.MEDIUM


def _hosts(text: str, begins: list[int]) -> Iterator[tuple[str, bool]]:
    for at in begins:
        if found := _FOREIGN.match(text, at):
            yield found["host"].lower(), found["address"].lower().startswith("http:")


def _calls(text: str, at: int) -> bool:
    return _CALLS.search(text[at : at + _READ].lower().partition("</script")[0]) is not None


def _handlers(text: str) -> Iterator[int]:
    return (found.start() for found in _HANDLER.finditer(text))


def _in_tag(text: str, at: int) -> bool:
    before = text[max(0, at - _TAG) : at]
    return before.rfind("<") > before.rfind(">")


def pickles(book: Notebook) -> Iterator[int]:
    """The lines on which a result, or the state of a widget, is a pickle in base64."""
    for path, text in _texts(book):
        if any(_is_pickle(found[0]) for found in _PICKLE.finditer(text)):
            yield book.places.get(path, 1)


def _is_pickle(text: str) -> bool:
    try:
        content = base64.b64decode(text[: len(text) // 4 * 4], validate=True)
    except (binascii.Error, ValueError):
        return False
    return content[1] in _PROTOCOLS and (content[1] < _FRAMED or content[2] == _FRAME) and content.endswith(b".")


def _texts(book: Notebook) -> Iterator[tuple[Path, str]]:
    """Every text of results, attachments and the notebook's own state, with the path at which it is written."""
    waiting: list[tuple[Path, Any]] = [(("metadata",), book.content.get("metadata"))]
    for cell in book.cells:
        waiting += (((*cell.path, name), cell.content.get(name)) for name in ("outputs", "attachments", "metadata"))
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            waiting += (((*path, name), each) for name, each in value.items())
        elif isinstance(value, list):
            waiting += (((*path, index), each) for index, each in enumerate(value))
