"""Python's own parser, for one thread at a time."""

from __future__ import annotations

import ast
from threading import Lock

# Before 3.11.8 and 3.12.2 (CPython issue 106905) parsers in several threads count one depth together, and one of them fails
# with SystemError.
_TURN = Lock()


def module(source: str | bytes) -> ast.Module:
    """Raises `SyntaxError`, `ValueError`, `RecursionError` and `MemoryError`, as `ast.parse` does."""
    with _TURN:
        return ast.parse(source)


def expression(source: str) -> ast.expr:
    """Raises what `module` raises."""
    with _TURN:
        return ast.parse(source, mode="eval").body
