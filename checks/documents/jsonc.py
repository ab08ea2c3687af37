"""JSON with comments and trailing commas, as editors and agents read their settings."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from checks.documents.nodes import MAX_BYTES, MAX_DEPTH, MAX_NODES, Node, NotRead

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r'(?P<blank>[ \t\r\n\f\v\ufeff\u00a0]++|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)|(?P<string>"(?:[^"\\\n]|\\.)*+")'
    r"|(?P<mark>[{}\[\],:])|(?P<word>[^\s{}\[\],:\"]++)"
)
_HALF = re.compile("[\ud800-\udfff]")


def tree(raw: bytes) -> Node:
    """The one value of a file; of equal keys the last counts. Raises `NotRead`."""
    if len(raw) > MAX_BYTES:
        raise NotRead(f"it is larger than {MAX_BYTES:,} bytes")
    text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")
    return _built(_tokens(text))


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and line of each; blanks and comments are left out."""
    position, line, count = 0, 1, 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise NotRead(f"line {line} is no JSON")
        if found.lastgroup != "blank":
            count += 1
            if count > MAX_NODES * 4:
                raise NotRead(f"it has more than {MAX_NODES:,} values")
            yield found.lastgroup or "", found[0], line
        line += text.count("\n", position, found.end())
        position = found.end()


def _built(tokens: Iterator[tuple[str, str, int]]) -> Node:
    root: Node | None = None
    open_: list[tuple[Node, str]] = []
    key: tuple[str, int] | None = None
    for kind, text, line in tokens:
        if text in {"}", "]"} and kind == "mark":
            if not open_ or open_.pop()[1] != text:
                raise NotRead(f"line {line} closes what is not open")
            key = None
        elif kind == "mark" and text in {",", ":"}:
            continue
        elif open_ and open_[-1][1] == "}" and key is None:
            if kind != "string":
                raise NotRead(f"line {line} has a value without a name")
            key = (_said(text, line), line)
        else:
            node = Node(line, _said(text, line) if kind == "string" else text if kind == "word" else "")
            root, key = _placed(node, open_, key, root)
            if kind == "mark":
                open_.append((node, "}" if text == "{" else "]"))
            if len(open_) > MAX_DEPTH:
                raise NotRead(f"it lies deeper than {MAX_DEPTH} levels")
    if root is None or open_:
        raise NotRead("it ends too early")
    return root


def _placed(node: Node, open_: list[tuple[Node, str]], key: tuple[str, int] | None, root: Node | None) -> tuple[Node, None]:
    if not open_:
        if root is not None:
            raise NotRead(f"line {node.line} begins a second value")
        return node, None
    holder, closing = open_[-1]
    if closing == "]":
        holder.items.append(node)
    elif key:
        holder.fields[key[0]], holder.keys[key[0]] = node, key[1]
    return root or holder, None


def _said(token: str, line: int) -> str:
    try:
        text: str = json.loads(token, strict=False)
    except ValueError as error:
        raise NotRead(f"line {line} has a string that is no JSON") from error
    return _HALF.sub("\ufffd", text)
