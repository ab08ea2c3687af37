"""What statements do to a path, and in how many ways they end."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from checks.semgrep.second_look.assignment import perform, store
from checks.semgrep.second_look.expression import evaluate
from checks.semgrep.second_look.operation import truth
from checks.semgrep.second_look.value import Known, Series, Value, joined, loosened, plain, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checks.semgrep.second_look.path import Path

MAX_PATHS = 24
MAX_ROUNDS = 16


class Way(Enum):
    """How a statement is left."""

    ON = auto()
    BREAK = auto()
    CONTINUE = auto()
    RETURN = auto()
    RAISE = auto()


@dataclass(slots=True)
class End:
    """One path, the way it leaves, and what it returns."""

    path: Path
    way: Way = Way.ON
    value: Value = field(default_factory=lambda: Known(None))


@dataclass(frozen=True, slots=True)
class Flow:
    """`visit` is told of every statement before it runs, on each path that reaches it."""

    visit: Callable[[ast.stmt, Path], None]

    def returned(self, body: Sequence[ast.stmt], path: Path) -> Value:
        """What a function with this body returns, on whichever path."""
        values = [end.value if end.way is Way.RETURN else Known(None) for end in self.block(body, path) if end.way is not Way.RAISE]
        result: Value = values[0] if values else Known(None)
        for value in values[1:]:
            result = joined(result, value)
        return result

    def block(self, body: Sequence[ast.stmt], path: Path) -> list[End]:
        """Every way through the statements."""
        going, gone = [path], list[End]()
        for statement in body:
            ends = [end for each in going for end in self.statement(statement, each)]
            gone += [end for end in ends if end.way is not Way.ON]
            going = _few([end.path for end in ends if end.way is Way.ON])
        return [*(End(each) for each in going), *gone]

    def statement(self, node: ast.stmt, path: Path) -> list[End]:  # noqa: PLR0911, C901 - the language has this many kinds of statements
        """Every way through one statement."""
        path.step()
        self.visit(node, path)
        match node:
            case ast.Return(value=value):
                return [End(path, Way.RETURN, evaluate(value, path) if value else Known(None))]
            case ast.Raise():
                return [End(path, Way.RAISE)]
            case ast.Break():
                return [End(path, Way.BREAK)]
            case ast.Continue():
                return [End(path, Way.CONTINUE)]
            case ast.If(test=test, body=body, orelse=orelse):
                return self._branches(evaluate(test, path), body, orelse, path)
            case ast.For(target=target, iter=series, body=body, orelse=orelse):
                return self._for(target, evaluate(series, path), body, orelse, path)
            case ast.While(test=test, body=body, orelse=orelse):
                endless = isinstance(test, ast.Constant) and bool(test.value)
                return self._loop([test, *body], body, [] if endless else orelse, path, endless=endless)
            case ast.AsyncFor(target=target, body=body, orelse=orelse):
                return self._loop([target, *body], body, orelse, path, endless=False)
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
                return self._with(items, body, path)
            case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=finalbody):
                return self._try(body, handlers, orelse, finalbody, path)
            case ast.Match(subject=subject, cases=cases):
                return self._match(evaluate(subject, path), cases, path)
        perform(node, path)
        return [End(path)]

    def _branches(self, test: Value, body: Sequence[ast.stmt], orelse: Sequence[ast.stmt], path: Path) -> list[End]:
        holds = truth(test)
        if holds is not None:
            return self.block(body if holds else orelse, path)
        other = path.copy()
        return [*self.block(body, path), *self.block(orelse, other)]

    def _for(self, target: ast.expr, series: Value, body: Sequence[ast.stmt], orelse: Sequence[ast.stmt], path: Path) -> list[End]:
        if not isinstance(series, Series) or not plain(series) or len(series.items or ()) > MAX_ROUNDS:
            loosened(series)
            return self._loop([target, *body], body, orelse, path, endless=False)
        # As many rounds as there are items: what is assigned before stays known.
        going, gone = [path], list[End]()
        for item in list(series.items or ()):
            ends: list[End] = []
            for each in going:
                store(target, item, each)
                ends += self.block(body, each)
            gone += _outside(ends)
            going = _few([end.path for end in ends if end.way in {Way.ON, Way.CONTINUE}])
        return [*(end for each in going for end in self.block(orelse, each)), *gone]

    def _loop(
        self, code: Sequence[ast.AST], body: Sequence[ast.stmt], orelse: Sequence[ast.stmt], path: Path, *, endless: bool,
    ) -> list[End]:
        path.doubt(code)
        after = path.copy()
        broken = _outside(self.block(body, path))
        return broken if endless else [*self.block(orelse, after), *broken]

    def _with(self, items: Sequence[ast.withitem], body: Sequence[ast.stmt], path: Path) -> list[End]:
        for item in items:
            value = evaluate(item.context_expr, path)
            if item.optional_vars:
                store(item.optional_vars, unknown(value, line=item.context_expr.lineno), path)
        # The manager may swallow what is raised inside.
        swallowed = path.copy()
        swallowed.doubt(body)
        return [*self.block(body, path), End(swallowed)]

    def _try(
        self,
        body: Sequence[ast.stmt],
        handlers: Sequence[ast.ExceptHandler],
        orelse: Sequence[ast.stmt],
        finalbody: Sequence[ast.stmt],
        path: Path,
    ) -> list[End]:
        failed = path.copy()
        failed.doubt(body)
        ends: list[End] = []
        for end in self.block(body, path):
            ends += self.block(orelse, end.path) if end.way is Way.ON else [end]
        for handler in handlers:
            start = failed.copy()
            if handler.name:
                start.forget(handler.name)
            ends += self.block(handler.body, start)
        if not finalbody:
            return ends
        if not any(end.way is Way.RAISE for end in ends):
            ends.append(End(failed, Way.RAISE))
        last: list[End] = []
        for end in ends:
            ways = self.block(finalbody, end.path)
            last += [after if after.way is not Way.ON else End(after.path, end.way, end.value) for after in ways]
        return last

    def _match(self, subject: Value, cases: Sequence[ast.match_case], path: Path) -> list[End]:
        ends: list[End] = []
        for case in cases:
            fits = _fits(case.pattern, subject) if case.guard is None else None
            if fits is False:
                continue
            taken = path.copy()
            taken.doubt([case.pattern])
            if case.guard is not None:
                evaluate(case.guard, taken)
            ends += self.block(case.body, taken)
            if fits:
                return ends
        return [*ends, End(path)]


def _outside(ends: Sequence[End]) -> list[End]:
    """Those that leave a loop, as it looks from behind it."""
    return [End(end.path) if end.way is Way.BREAK else end for end in ends if end.way not in {Way.ON, Way.CONTINUE}]


def _fits(pattern: ast.pattern, subject: Value) -> bool | None:
    match pattern, subject:
        case ast.MatchValue(value=ast.Constant(value=expected)), Known(value=value):
            return bool(expected == value)
        case ast.MatchSingleton(value=expected), Known(value=value):
            return expected is value
        case ast.MatchOr(patterns=patterns), _:
            answers = [_fits(each, subject) for each in patterns]
            return True if True in answers else (None if None in answers else False)
        case ast.MatchAs(pattern=None), _:
            return True
        case _:
            return None


def _few(paths: list[Path]) -> list[Path]:
    """So many ways through the code are followed apart; more go on as one."""
    if len(paths) <= MAX_PATHS:
        return paths
    first, *rest = paths
    for other in rest:
        first.merge(other)
    return [first]
