"""The value of an expression on one path."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from checks.semgrep.second_look.builtin import builtin
from checks.semgrep.second_look.operation import binary, compare, text, truth, unary
from checks.semgrep.second_look.value import (
    Fixed,
    Kind,
    Known,
    Method,
    Routine,
    Series,
    Table,
    Unknown,
    Value,
    harmless,
    joined,
    loosened,
    plain,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checks.semgrep.second_look.path import Path

# What these are given can reach every name of the function.
_REACHING = frozenset({"exec", "eval", "compile", "locals", "dir"})
def evaluate(node: ast.expr, path: Path) -> Value:  # noqa: PLR0911, PLR0912, C901 - the language has this many kinds of expressions
    """What it is worth; what it assigns or changes is changed on the path."""
    path.step()
    match node:
        case ast.Constant(value=str() | bytes() | int() | float() | None as value):
            return Known(value)
        case ast.Name(id=name):
            return path.lookup(name, node.lineno)
        case ast.NamedExpr(target=ast.Name(id=name), value=inner):
            return path.assign(name, evaluate(inner, path))
        case ast.JoinedStr(values=parts):
            return text([evaluate(part, path) for part in parts], node.lineno)
        case ast.FormattedValue():
            return _formatted(node, path)
        case ast.BinOp(left=left, op=op, right=right):
            return binary(evaluate(left, path), op, evaluate(right, path), node.lineno)
        case ast.UnaryOp(op=op, operand=operand):
            return unary(op, evaluate(operand, path))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return compare(evaluate(left, path), op, evaluate(right, path))
        case ast.BoolOp(op=op, values=operands):
            return _logical(op, operands, path)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _either(evaluate(test, path), body, orelse, path)
        case ast.List(elts=elements) | ast.Tuple(elts=elements) if not any(isinstance(each, ast.Starred) for each in elements):
            return Series([evaluate(each, path) for each in elements])
        case ast.Dict(keys=keys, values=values):
            return _table(keys, values, path)
        case ast.Subscript(value=owner, slice=index):
            return _item(evaluate(owner, path), index, path)
        case ast.Attribute(value=owner, attr=name):
            return _attribute(evaluate(owner, path), name, node.lineno, path)
        case ast.Call():
            return _call(node, path)
        case ast.Await(value=inner):
            return evaluate(inner, path)
    path.doubt([node])
    return Unknown(frozenset(range(node.lineno, (node.end_lineno or node.lineno) + 1)))


def _formatted(node: ast.FormattedValue, path: Path) -> Value:
    shown = evaluate(node.value, path)
    if node.format_spec is None and node.conversion in {-1, ord("s")}:
        return shown
    spec = evaluate(node.format_spec, path) if node.format_spec else Known("")
    return Fixed() if harmless(shown) and harmless(spec) else unknown(shown, spec, line=node.lineno)


def _logical(op: ast.boolop, operands: Sequence[ast.expr], path: Path) -> Value:
    seen: list[Value] = []
    for operand in operands:
        value = evaluate(operand, path)
        if seen:
            path.doubt([operand])
        holds = truth(value)
        if holds is isinstance(op, ast.Or):
            seen.append(value)
            break
        if holds is None or operand is operands[-1]:
            seen.append(value)
    result = seen[0]
    for value in seen[1:]:
        result = joined(result, value)
    return result


def _either(test: Value, body: ast.expr, orelse: ast.expr, path: Path) -> Value:
    holds = truth(test)
    if holds is not None:
        return evaluate(body if holds else orelse, path)
    result = joined(evaluate(body, path), evaluate(orelse, path))
    path.doubt([body, orelse])
    return result


def _table(keys: Sequence[ast.expr | None], values: Sequence[ast.expr], path: Path) -> Value:
    table = Table({})
    for key, value in zip(keys, values, strict=True):
        name, content = evaluate(key, path) if key else Unknown(), evaluate(value, path)
        if table.items is not None and isinstance(name, Known):
            table.items[name.value] = content
        else:
            loosened(table)
            loosened(content)
    return table


def _item(owner: Value, index: ast.expr, path: Path) -> Value:
    if isinstance(index, ast.Slice):
        bounds = [evaluate(part, path) for part in (index.lower, index.upper, index.step) if part]
        return Fixed() if isinstance(owner, Known | Fixed) and all(map(harmless, bounds)) else unknown(owner, line=index.lineno)
    key = evaluate(index, path)
    match owner, key:
        case Series(items=list(items)), Known(value=int(at)) if -len(items) <= at < len(items):
            return items[at]
        case Table(items=dict(entries), sections=False), Known(value=name) if name in entries:
            return entries[name]
        case Known(value=str(text)), Known(value=int(at)) if -len(text) <= at < len(text):
            return Known(text[at])
    # Whichever entry it is: one of the container's, and no text of the key's.
    if plain(owner):
        return Fixed()
    loosened(owner)
    return unknown(owner, line=index.lineno)


def _attribute(owner: Value, name: str, line: int, path: Path) -> Value:
    match owner:
        case Known() | Fixed() | Series() | Table() | Unknown():
            return Method(owner, name)
        case Kind(node=kind):
            found = path.method_of(kind, name)
            return found or unknown(line=line)
        case _:
            return unknown(owner, line=line)


def _call(node: ast.Call, path: Path) -> Value:
    called = evaluate(node.func, path)
    starred = any(isinstance(each, ast.Starred) for each in node.args) or any(each.arg is None for each in node.keywords)
    arguments = [evaluate(each.value if isinstance(each, ast.Starred) else each, path) for each in node.args]
    named = {each.arg or "**": evaluate(each.value, path) for each in node.keywords}
    found = None if starred else _followed(node, called, arguments, named, path)
    if found is not None:
        return found
    result = unknown(called, *arguments, *named.values(), line=node.lineno)
    reached = path.names.values() if isinstance(node.func, ast.Name) and node.func.id in _REACHING else ()
    for each in (called, *arguments, *named.values(), *reached):
        loosened(each.owner if isinstance(each, Method) else each)
    return result


def _followed(
    node: ast.Call, called: Value, arguments: Sequence[Value], named: Mapping[str, Value], path: Path
) -> Value | None:
    found = path.module.language.called(path.full_name(node.func), arguments, named)
    if found is not None:
        return found
    match called:
        case Routine():
            return path.enter(called, arguments, named, node.lineno)
        case Kind(node=kind, made=False) if path.is_plain(kind):
            for each in (*arguments, *named.values()):
                loosened(each)
            return Kind(kind, made=True)
        case Method(owner=owner, name=name) if not named:
            return path.module.language.method(owner, name, arguments, node.lineno)
    if isinstance(node.func, ast.Name) and not named and path.module.is_builtin(node.func.id):
        return builtin(node.func.id, arguments)
    return None
