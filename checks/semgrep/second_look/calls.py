"""A second look at calls that are suspicious by themselves: whether they are only ever given constants of the program."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from checks.core import python_source
from checks.semgrep.second_look.verdict import MAX_SOURCE, reason_to_clear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checks.core.pattern import Reach

_PARSING = frozenset({"parse", "parsestring", "fromstring", "xml", "iterparse", "feed", "read", "fromstringlist"})


def constant_argument(source: bytes, reach: Reach) -> str | None:
    """As `reason_to_clear`, for the first argument of the call between these places."""
    return _of_calls(source, lambda node: _place(node) == reach, None)


def constant_documents(source: bytes, reach: Reach) -> str | None:
    """As `reason_to_clear`, for all that the function around these places parses."""
    return _of_calls(source, lambda node: isinstance(node.func, ast.Attribute) and node.func.attr.lower() in _PARSING, reach[0][0])


def _of_calls(source: bytes, chosen: Callable[[ast.Call], bool], line: int | None) -> str | None:
    """`line`: only those in the function around it."""
    if len(source) > MAX_SOURCE:
        return None
    try:
        calls = [node for node in _within(python_source.module(source), line) if isinstance(node, ast.Call) and node.args and chosen(node)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    reasons = [reason_to_clear(source, _place(call.args[0]), None) for call in calls]
    return reasons[0] if reasons and all(reasons) else None


def _within(tree: ast.Module, line: int | None) -> Iterator[ast.AST]:
    if line is None:
        yield from ast.walk(tree)
        return
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    around = [node for node in functions if node.lineno <= line <= (node.end_lineno or node.lineno)]
    if around:
        yield from ast.walk(around[-1])


def _place(node: ast.expr) -> Reach:
    return (node.lineno, node.col_offset + 1), (node.end_lineno or node.lineno, (node.end_col_offset or 0) + 1)
