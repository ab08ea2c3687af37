"""Statements that only change what names hold."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from checks.semgrep.second_look.expression import evaluate
from checks.semgrep.second_look.value import Known, Series, Table, Unknown, Value, loosened, unknown

if TYPE_CHECKING:
    from checks.semgrep.second_look.path import Path


def perform(node: ast.stmt, path: Path) -> None:
    """A statement that has one way on; what is not understood may have changed all that it names."""
    match node:
        case ast.Expr(value=value) | ast.Assert(test=value):
            evaluate(value, path)
        case ast.Assign(targets=targets, value=value):
            result = evaluate(value, path)
            for target in targets:
                store(target, result, path)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            store(target, evaluate(value, path), path)
        case ast.AugAssign(target=ast.Name(id=name) as target, op=op, value=value):
            before = path.lookup(name, node.lineno)
            loosened(before)
            sum_ = ast.BinOp(ast.copy_location(ast.Name(name, ast.Load()), target), op, value)
            path.assign(name, evaluate(ast.copy_location(sum_, node), path))
        case ast.Pass() | ast.AnnAssign():
            pass
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases) if all(_meant(alias, path) for alias in aliases):
            pass
        case _:
            path.doubt([node])


def _meant(alias: ast.alias, path: Path) -> bool:
    """Whether the file imports nothing else by that name: then it means the same everywhere."""
    return (alias.asname or alias.name).split(".")[0] in path.module.imported


def store(target: ast.expr, value: Value, path: Path) -> None:
    """Puts a value where an assignment says."""
    match target:
        case ast.Name(id=name):
            path.assign(name, value)
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            items = value.items if isinstance(value, Series) else None
            even = items is not None and len(items) == len(targets) and not any(isinstance(each, ast.Starred) for each in targets)
            for index, each in enumerate(targets):
                store(each, items[index] if even and items else unknown(value, line=target.lineno), path)
            if not even:
                loosened(value)
        case ast.Starred(value=inner):
            store(inner, unknown(value, line=target.lineno), path)
        case ast.Subscript(value=owner, slice=index):
            _store_item(evaluate(owner, path), index, value, path)
        case _:
            # An attribute: whoever holds the object may change what it holds.
            loosened(value)
            if isinstance(target, ast.Attribute):
                loosened(evaluate(target.value, path))


def _store_item(owner: Value, index: ast.expr, value: Value, path: Path) -> None:
    key = evaluate(index, path) if not isinstance(index, ast.Slice) else Unknown()
    match owner, key:
        case Series(items=list(items)), Known(value=int(at)) if -len(items) <= at < len(items):
            items[at] = value
        case Table(items=dict(entries), sections=False), Known(value=name):
            entries[name] = value
        case _:
            loosened(owner)
            loosened(value)
