"""Comments as a browser shows them: GitHub-flavoured Markdown with every line end a break, then only the tags that GitHub lets through."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from itertools import takewhile

import cmarkgfm
from cmarkgfm.cmark import Options

_BLOCKS = frozenset({"p", "br", "hr", "pre", "ul", "ol", "li", "h1", "h2", "h3", "h4", "blockquote", "details", "summary"})
_TABLES = frozenset({"table", "thead", "tbody", "tr", "th", "td"})
_ALLOWED = _BLOCKS | _TABLES | {"strong", "em", "del", "code", "sub", "sup"}
_VOID = frozenset({"br", "hr"})


def html(body: str, replaced: list[str] | None = None) -> str:
    """The body as safe HTML. `replaced`: the lines that a suggestion in it would replace."""
    text, suggestions = _cut_suggestions(body)
    rendered = cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_HARDBREAKS)
    gate = _Gate()
    gate.feed(rendered)
    gate.close()
    page = "".join(gate.out)
    for number, lines in enumerate(suggestions):
        page = page.replace(f"<p>SUGGESTION-{number}-HERE</p>", _suggestion(replaced or [], lines))
    return page


def _cut_suggestions(body: str) -> tuple[str, list[list[str]]]:
    kept: list[str] = []
    found: list[list[str]] = []
    lines = iter(body.split("\n"))
    for line in lines:
        fence = line[: len(line) - len(line.lstrip("`"))]
        if len(fence) >= 3 and line.strip("`") == "suggestion":
            found.append(list(takewhile(lambda inner, end=fence: inner != end, lines)))  # type: ignore[misc]
            kept += ["", f"SUGGESTION-{len(found) - 1}-HERE", ""]
        else:
            kept.append(line)
    return "\n".join(kept), found


def _suggestion(old: list[str], new: list[str]) -> str:
    rows = "".join(f'<tr class="del"><td>-</td><td>{escape(line)}</td></tr>' for line in old)
    rows += "".join(f'<tr class="add"><td>+</td><td>{escape(line)}</td></tr>' for line in new)
    return f'<div class="suggestion"><div class="head">Suggested change</div><table>{rows}</table></div>'


class _Gate(HTMLParser):
    """Passes allowed tags without their attributes, but for the address of a link, and text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ALLOWED:
            self.out.append(f"<{tag}>")
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            leads = address.startswith(("https://", "http://"))
            self.out.append(f'<a href="{escape(address)}" rel="nofollow noopener">' if leads else "<a>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _ALLOWED | {"a"} and tag not in _VOID:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(escape(data))
