"""What operators make of values."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, Any

from checks.semgrep.second_look.value import MAX_TEXT, Fixed, Known, Plain, Series, Table, Value, harmless, known, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

_BINARY: dict[type[ast.operator], Callable[[Any, Any], object]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], object]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], object]] = {
    ast.Not: operator.not_,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}
# Numbers and texts beyond these are not computed: `"a" * 10**9` is a short program.
MAX_NUMBER = 1 << 64


def truth(value: Value) -> bool | None:
    """Whether a condition holds; None when that cannot be told."""
    match value:
        case Known(value=constant):
            return bool(constant)
        case Series(items=list(items)):
            return bool(items)
        case Table(items=dict(entries), sections=False):
            return bool(entries)
        case _:
            return None


def text(parts: list[Value], line: int) -> Value:
    """The parts, one behind the other."""
    known_parts = [str(part.value) for part in parts if isinstance(part, Known)]
    if len(known_parts) == len(parts) and sum(map(len, known_parts)) <= MAX_TEXT:
        return Known("".join(known_parts))
    return Fixed() if all(map(harmless, parts)) else unknown(*parts, line=line)


def _small(value: Plain) -> bool:
    return not isinstance(value, int | float) or abs(value) < MAX_NUMBER


def binary(left: Value, op: ast.operator, right: Value, line: int) -> Value:
    """An operator between two values."""
    match left, right:
        case Known(value=one), Known(value=other) if type(op) in _BINARY and _small(one) and _small(other):
            large = isinstance(op, ast.Mult) and not all(isinstance(each, int | float) for each in (one, other))
            large |= isinstance(op, ast.Mod) and isinstance(one, str | bytes)
            return Fixed() if large else known(lambda: _BINARY[type(op)](one, other))
        case Series(items=list(some)), Series(items=list(more)) if isinstance(op, ast.Add):
            return Series([*some, *more])
    if isinstance(left, Known | Fixed) and (isinstance(right, Known | Fixed) or (isinstance(op, ast.Mod) and harmless(right))):
        return Fixed()
    return unknown(left, right, line=line)


def unary(op: ast.unaryop, value: Value) -> Value:
    """An operator before a value."""
    if isinstance(op, ast.Not):
        holds = truth(value)
        return Fixed() if holds is None else Known(not holds)
    match value:
        case Known(value=int() | float() as number):
            return known(lambda: _UNARY[type(op)](number))
        case _:
            return Fixed() if harmless(value) else unknown(value)


def compare(left: Value, op: ast.cmpop, right: Value) -> Value:
    """One comparison; its answer carries nothing of what was compared."""
    match left, right:
        case Known(value=one), Known(value=other):
            return _constant_only(known(lambda: _COMPARE[type(op)](one, other)))
        case Known(value=one), Series(items=list(items)) if isinstance(op, ast.In | ast.NotIn):
            constants = [item.value for item in items if isinstance(item, Known)]
            if len(constants) == len(items):
                return Known((one in constants) is isinstance(op, ast.In))
        case Known(value=one), Table(items=dict(entries), sections=False) if isinstance(op, ast.In | ast.NotIn):
            return Known((one in entries) is isinstance(op, ast.In))
    return Fixed()


def _constant_only(value: Value) -> Value:
    return value if isinstance(value, Known) else Fixed()
