"""Text that code puts together from literals and values: formatted, added, or filled into a template."""

from __future__ import annotations

import ast
import re

Piece = str | ast.expr


def pieces(node: ast.expr) -> list[Piece] | None:
    """Its literals and values in order; None when it is not put together, or in a way that is not understood."""
    found = _pieces(node)
    if found is None or not any(isinstance(piece, ast.expr) for piece in found) or not any(isinstance(piece, str) for piece in found):
        return None
    return found


def _pieces(node: ast.expr) -> list[Piece] | None:  # noqa: PLR0911 - one way of writing after the other
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            return _joined([_formatted(value) for value in values])
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _joined([_pieces(left), _pieces(right)])
        case ast.BinOp(left=ast.Constant(value=str(template)), op=ast.Mod(), right=ast.Tuple(elts=values)):
            return _filled(template, "%s", values)
        case ast.BinOp(left=ast.Constant(value=str(template)), op=ast.Mod(), right=ast.Name() | ast.Attribute() | ast.Subscript() as value):
            return _filled(template, "%s", [value])
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(template)), attr="format"), args=values, keywords=[]):
            return _filled(template, "{}", values)
        case ast.Starred() | ast.BinOp() | ast.IfExp() | ast.BoolOp() | ast.NamedExpr():
            return None
        case _:
            return [node]


def _formatted(node: ast.expr) -> list[Piece] | None:
    match node:
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return [value]
        case ast.Constant(value=str(text)):
            return [text]
        case _:
            return None


def _joined(parts: list[list[Piece] | None]) -> list[Piece] | None:
    joined: list[Piece] = []
    for part in parts:
        if part is None:
            return None
        joined += part
    return joined


def _filled(template: str, hole: str, values: list[ast.expr]) -> list[Piece] | None:
    texts = template.split(hole)
    if len(texts) != len(values) + 1 or any(re.search(r"[%{}]", text) for text in texts):
        return None
    filled: list[Piece] = [texts[0]]
    for value, text in zip(values, texts[1:], strict=True):
        filled += [value, text]
    return filled
