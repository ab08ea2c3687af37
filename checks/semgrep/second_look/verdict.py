"""Whether the value that a finding is about can come from outside at all."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from checks.semgrep.second_look.expression import evaluate
from checks.semgrep.second_look.flow import Flow
from checks.semgrep.second_look.module import module
from checks.semgrep.second_look.path import Path, TooMuch, followable, shared_names
from checks.semgrep.second_look.python import PYTHON
from checks.semgrep.second_look.value import ANYWHERE, Kind, Method, Routine, Unknown, Value, harmless, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.pattern import Reach
    from checks.core.place import Span
    from checks.semgrep.second_look.language import Language
    from checks.semgrep.second_look.module import Module

# A file that no person wrote is not looked at twice.
MAX_SOURCE = 300_000
CONSTANT = "On every path that reaches this line the value is a constant of the program."
UNREACHED = "No path reaches this line: a condition before it is constant."

# Expressions, and the object that a call is made on.
Deciding = tuple[Sequence[ast.expr], ast.expr | None]
_Function = ast.FunctionDef | ast.AsyncFunctionDef
# Code within these runs more than once, or later.
_Apart = ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def reason_to_clear(source: bytes, reach: Reach, origin: Span | None, language: Language = PYTHON) -> str | None:
    """Why nothing from outside arrives at the code between these places, as a sentence; None when it may.

    `origin`: the lines where the engine saw it come in. What cannot be followed may hold anything.
    """
    if len(source) > MAX_SOURCE:
        return None
    try:
        facts = _facts(source, language)
        target = facts and _target(facts.tree, reach)
        lines = frozenset(range(origin.first, origin.last + 1)) if origin else frozenset[int]()
        return _looked(facts, target, lines) if facts and target else None
    except (SyntaxError, ValueError, RecursionError, MemoryError, TooMuch):
        return None


@lru_cache(maxsize=4)
def _facts(source: bytes, language: Language) -> Module | None:
    """Of the same file for each of its findings, one after the other; None when it cannot be read."""
    try:
        return module(language.parse(source), language)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@dataclass(frozen=True, slots=True)
class Target:
    """The function, the statement in it and the expressions whose values decide; `owner` is the object that a call is made on."""

    function: _Function
    kind: ast.ClassDef | None
    statement: ast.stmt
    deciding: Sequence[ast.expr]
    owner: ast.expr | None


@dataclass(slots=True)
class Visits:
    """What was seen whenever a path reached the target."""

    clean: list[bool] = field(default_factory=list)


def _looked(facts: Module, target: Target, origin: frozenset[int]) -> str | None:
    visits = Visits()

    def visit(statement: ast.stmt, path: Path) -> None:
        if statement is target.statement:
            aside = path.copy()
            values = [evaluate(each, aside) for each in target.deciding]
            clean = all(map(harmless, values)) and (target.owner is None or _apart(evaluate(target.owner, aside), target.owner, origin))
            visits.clean.append(clean)

    flow = Flow(visit)
    path = Path(facts, flow.returned, shared=shared_names(target.function))
    if target.kind and path.is_plain(target.kind) and target.function.args.args and not target.function.decorator_list:
        path.names[target.function.args.args[0].arg] = Kind(target.kind, made=True)
    for argument in ast.walk(target.function.args):
        if isinstance(argument, ast.arg) and argument.arg not in path.names:
            path.assign(argument.arg, Unknown(frozenset({argument.lineno})))
    flow.block(target.function.body, path)
    if not visits.clean:
        return UNREACHED
    return CONSTANT if all(visits.clean) else None


def _apart(owner: Value, call: ast.expr, origin: frozenset[int]) -> bool:
    """An object such as a cursor may be anything, as long as it is not made of what came in, nor itself where it comes in."""
    if isinstance(owner, Routine | Kind) or call.lineno in origin:
        return False
    if isinstance(owner, Method):
        owner = owner.owner
    return harmless(owner) or not lines_of([owner]) & (origin | ANYWHERE)


def _target(tree: ast.Module, reach: Reach) -> Target | None:
    way = list(_down(tree, reach))
    statements = [node for node in way if isinstance(node, ast.stmt)]
    functions = [node for node in way if isinstance(node, _Function)]
    if not functions or not statements or any(isinstance(node, _Apart) for node in way):
        return None
    function, statement, last = functions[-1], statements[-1], way[-1]
    if statement is function or isinstance(statement, ast.While | ast.Try | ast.Match) or not followable(function):
        return None
    before = way[way.index(function) - 1]
    kind = before if isinstance(before, ast.ClassDef) else None
    deciding, owner = _deciding(last, way[-2])
    return Target(function, kind, statement, deciding, owner) if deciding else None


def _deciding(node: ast.AST, around: ast.AST) -> Deciding:  # noqa: PLR0911 - a case each
    match node:
        case ast.Expr(value=value) | ast.Return(value=ast.expr() as value):
            return _deciding(value, node)
        case ast.Await(value=value):
            return _deciding(value, around)
        case ast.Assign(targets=targets, value=value):
            return [value, *(target.slice for target in targets if isinstance(target, ast.Subscript))], None
        case ast.Call(func=ast.Attribute(value=owner), args=[], keywords=[]):
            return [owner], None
        case ast.Call(func=function, args=arguments, keywords=keywords) if isinstance(around, ast.stmt | ast.Await):
            # The call is where it ends: what it is given decides. Within another call it is what that one is given.
            given = [each.value if isinstance(each, ast.Starred) else each for each in arguments]
            return [*given, *(each.value for each in keywords)], function
        case ast.expr():
            return [node], None
        case _:
            return [], None


def _down(node: ast.AST, reach: Reach) -> Iterator[ast.AST]:
    """From the file to the innermost node that holds all of the code."""
    for child in ast.iter_child_nodes(node):
        if _holds(child, reach):
            if hasattr(child, "lineno"):
                yield child
            # The parts of a formatted text all claim the place of the whole.
            if not isinstance(child, ast.JoinedStr):
                yield from _down(child, reach)
            return


def _holds(node: ast.AST, reach: Reach) -> bool:
    if not isinstance(node, ast.expr | ast.stmt):
        return any(_holds(child, reach) for child in ast.iter_child_nodes(node))
    (first, left), (last, right) = reach
    start, end = (node.lineno, node.col_offset + 1), (node.end_lineno or node.lineno, (node.end_col_offset or 0) + 1)
    return start <= (first, left) and (last, right) <= end
