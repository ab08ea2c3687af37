"""Python's slices, written so that the pattern engine can follow data through them.

The engine's taint analysis knows `text[index]` and forgets everything about `text[start:end]`: neither what goes in nor a
call within is looked at (seen with semgrep 1.182, both fronts). The copy that it reads therefore says `text[start,end]`:
as long as the original, byte by byte, so that every place it names is right.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, TypeVar

from checks.core import python_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Larger files are read as they are: no person wrote them.
MAX_SOURCE = 300_000
_LINE_FEED = 10
# What stands for a colon, by whether something stands before and after it.
_INSTEAD = {(True, True): ",", (True, False): " ", (False, True): "+", (False, False): "0"}
_IN_BRACES = re.compile(rb"\{[\w.]+(\[\w+\])*\[(?P<lower>-?\w*):(?P<upper>-?\w*)\](?=[}!:.\[])")
_Node = TypeVar("_Node", bound=ast.AST)


def without_slices(content: bytes) -> bytes:
    """The same Python with indexes for slices; the same bytes where there are none, or where it is not understood."""
    if b":" not in content or b"[" not in content or len(content) > MAX_SOURCE:
        return content
    try:
        tree = python_source.module(content)
        starts = [0, *(index + 1 for index, byte in enumerate(content) if byte == _LINE_FEED)]
        outside = _changed(content, (change for node in _parts(tree, ast.Slice) for change in _colons(content, node, starts)))
        both = _changed(outside, (change for node in _parts(tree, ast.JoinedStr) for change in _formatted(content, node, starts)))
        if both != outside and _said(python_source.module(both)) == _said(tree):
            return both
        if outside != content:
            python_source.module(outside)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return content
    return outside


def _changed(content: bytes, changes: Iterable[tuple[int, int]]) -> bytes:
    changed = bytearray(content)
    for at, instead in changes:
        changed[at] = instead
    return bytes(changed)


def _parts(node: ast.AST, kind: type[_Node]) -> Iterator[_Node]:
    """The parts of that kind, but none of a formatted text's: before Python 3.12 those do not know where they stand."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        if isinstance(found, kind):
            yield found
        if not isinstance(found, ast.JoinedStr):
            waiting += ast.iter_child_nodes(found)


def _formatted(content: bytes, node: ast.JoinedStr, starts: list[int]) -> Iterator[tuple[int, int]]:
    """The plain slices in a formatted text, found by their looks; `_said` tells whether the rest still says the same."""
    first, last = _extent(node, starts)
    for found in _IN_BRACES.finditer(content, first, last):
        yield found.end("lower"), ord(_INSTEAD[bool(found["lower"]), bool(found["upper"])])


def _said(tree: ast.Module) -> list[str]:
    """The words of every formatted text, and how each of its values is shown."""
    values = (value for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for value in node.values)
    return [f"{value.conversion} {not value.format_spec}" if isinstance(value, ast.FormattedValue) else ast.dump(value) for value in values]


def _colons(content: bytes, node: ast.Slice, starts: list[int]) -> Iterator[tuple[int, int]]:
    operands = [_extent(part, starts) for part in (node.lower, node.upper, node.step) if part]
    first, last = _extent(node, starts)
    colons = [at for at in range(first, last) if content[at] == ord(":") and not any(left <= at < right for left, right in operands)]
    if any(b"#" in content[left:right] for left, right in _between(operands, first, last)):
        return
    before = False
    for number, at in enumerate(colons):
        before = before or any(right <= at for _, right in operands)
        following = colons[number + 1] if number + 1 < len(colons) else last
        after = any(at < left < following for left, _ in operands)
        yield at, ord(_INSTEAD[before, after])
        before = True


def _between(operands: list[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    edges = [first, *(edge for operand in operands for edge in operand), last]
    yield from zip(edges[::2], edges[1::2], strict=True)


def _extent(node: ast.expr, starts: list[int]) -> tuple[int, int]:
    return starts[node.lineno - 1] + node.col_offset, starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)
