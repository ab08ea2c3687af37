"""One way through a function: what its names hold on it."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checks.semgrep.second_look.value import ANYWHERE, Kind, Routine, Series, Table, Unknown, Value, joined, loosened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checks.semgrep.second_look.module import Module

# What one finding may cost: steps over all its paths, and calls within calls.
MAX_STEPS = 20_000
MAX_CALLS = 5


class TooMuch(Exception):
    """The code is larger than what is followed; the finding simply stays as it is."""


@dataclass(slots=True)
class Steps:
    """How many are left, over all paths."""

    left: int = MAX_STEPS


@dataclass(slots=True)
class Path:
    """`shared` are names that inner functions use as well; `calls` how deep within calls it is; `run` follows a routine's body."""

    module: Module
    run: Callable[[Sequence[ast.stmt], Path], Value]
    names: dict[str, Value] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    steps: Steps = field(default_factory=Steps)
    calls: int = 0

    def step(self) -> None:
        """Raises `TooMuch` when there were too many."""
        self.steps.left -= 1
        if self.steps.left < 0:
            raise TooMuch

    def lookup(self, name: str, line: int) -> Value:
        """What the name holds, here or for the whole file."""
        if name in self.names:
            return self.names[name]
        if name in self.module.routines:
            return Routine(self.module.routines[name])
        if name in self.module.kinds:
            return Kind(self.module.kinds[name])
        if name in self.module.constants:
            # The module holds it for good, so each path may have its own.
            from checks.semgrep.second_look.expression import evaluate  # noqa: PLC0415 - an expression looks up names, a name holds one

            return self.assign(name, evaluate(self.module.constants[name], self))
        return Unknown(frozenset({line}))

    def assign(self, name: str, value: Value) -> Value:
        """The name holds the value from now on."""
        if name in self.shared:
            loosened(value)
        self.names[name] = value
        return value

    def forget(self, name: str) -> None:
        """The name may hold anything from now on."""
        self.names[name] = Unknown(ANYWHERE)

    def doubt(self, nodes: Iterable[ast.AST]) -> None:
        """The code may have run or not: what it assigns or could change may be anything."""
        for node in nodes:
            for part in ast.walk(node):
                match part:
                    case ast.Name(id=name, ctx=ast.Load()):
                        loosened(self.names.get(name, Unknown()))
                    case ast.Name(id=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                        self.forget(name)
                    case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                        self.forget(name)
                    case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                        for alias in aliases:
                            self.forget((alias.asname or alias.name).split(".")[0])

    def copy(self) -> Path:
        """The same, from here on by itself; two names for one container stay that."""
        made: dict[int, Value] = {}
        return replace(self, names={name: _copied(value, made) for name, value in self.names.items()})

    def merge(self, other: Path) -> None:
        """Goes on as either of both."""
        for name in {*self.names, *other.names}:
            one, two = self.names.get(name, Unknown()), other.names.get(name, Unknown())
            if isinstance(one, Series | Table) or isinstance(two, Series | Table):
                loosened(one)
            self.names[name] = joined(one, two)

    def is_plain(self, kind: ast.ClassDef) -> bool:
        """Whether a class does nothing but hold its methods: no parents, no children in this file."""
        bases = [base.id if isinstance(base, ast.Name) else "?" for base in kind.bases]
        return set(bases) <= {"object"} and not kind.keywords and not kind.decorator_list and kind.name not in self.module.extended

    def method_of(self, kind: ast.ClassDef, name: str) -> Routine | None:
        """A method without decorators that the class defines once and nobody replaces."""
        found = [node for node in kind.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name]
        if len(found) != 1 or found[0].decorator_list or not isinstance(found[0], ast.FunctionDef) or not self.is_plain(kind):
            return None
        return None if name in self.module.stored else Routine(found[0], bound=True)

    def full_name(self, node: ast.expr) -> str:
        """The dotted name of what a call calls, by the file's imports; empty when it is none."""
        match node:
            case ast.Name(id=name):
                return self.module.imported.get(name, name) if name not in self.names else ""
            case ast.Attribute(value=owner, attr=name):
                before = self.full_name(owner)
                return f"{before}.{name}" if before else ""
            case _:
                return ""

    def enter(self, routine: Routine, arguments: Sequence[Value], named: Mapping[str, Value], line: int) -> Value:
        """What a function of the file returns for these arguments."""
        result = self._followed(routine, arguments, named)
        held = [value for value in (*arguments, *named.values()) if isinstance(value, Series | Table)]
        for value in held:
            loosened(value)
        if held:
            # It may be one of them.
            loosened(result)
        return result if not isinstance(result, Unknown) else Unknown(result.lines | {line})

    def _followed(self, routine: Routine, arguments: Sequence[Value], named: Mapping[str, Value]) -> Value:
        names = bindings(routine, arguments, named)
        if names is None or self.calls >= MAX_CALLS or not followable(routine.node):
            for value in (*arguments, *named.values()):
                loosened(value)
            return Unknown(ANYWHERE)
        inner = Path(self.module, self.run, names, shared_names(routine.node), self.steps, self.calls + 1)
        return self.run(routine.node.body, inner)


def _copied(value: Value, made: dict[int, Value]) -> Value:
    if id(value) in made:
        return made[id(value)]
    match value:
        case Series(items=items, builder=builder):
            made[id(value)] = new = Series(None, builder)
            new.items = None if items is None else [_copied(item, made) for item in items]
            return new
        case Table(items=entries, sections=sections):
            made[id(value)] = table = Table(None, sections)
            table.items = None if entries is None else {key: _copied(item, made) for key, item in entries.items()}
            return table
        case _:
            return value


def bindings(routine: Routine, arguments: Sequence[Value], named: Mapping[str, Value]) -> dict[str, Value] | None:
    """What the parameters hold; None when that is not told by position and name alone."""
    spec = routine.node.args
    parameters = [each.arg for each in (*spec.posonlyargs, *spec.args)]
    values: list[Value] = [Unknown(), *arguments] if routine.bound else list(arguments)
    if spec.vararg or spec.kwarg or spec.kwonlyargs or len(values) > len(parameters) or not set(named) <= set(parameters):
        return None
    return {name: Unknown() for name in parameters} | dict(zip(parameters, values, strict=False)) | dict(named)


def followable(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether only the function's own lines change its names."""
    parts = list(ast.walk(node))
    return not any(isinstance(part, ast.Nonlocal | ast.Global | ast.Yield | ast.YieldFrom) for part in parts)


def shared_names(node: ast.AST) -> frozenset[str]:
    """Names that functions within it use as well."""
    inner = (part for part in ast.walk(node) if part is not node and isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))
    return frozenset(name.id for part in inner for name in ast.walk(part) if isinstance(name, ast.Name))
