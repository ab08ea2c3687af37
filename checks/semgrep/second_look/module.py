"""What a whole file says: its functions, its classes, and the names that hold one constant for good."""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checks.semgrep.second_look.language import Language

# With these a program can change a name without writing it.
_HIDDEN = frozenset({"globals", "vars", "setattr", "delattr", "__dict__", "__builtins__", "__setattr__"})
# What may be done with a container of the module without changing it.
_READING = frozenset({"get", "keys", "values", "items", "index", "count", "copy"})


@dataclass(frozen=True, slots=True)
class Module:
    """`constants`: expressions that module-level names hold for good. `rebound`: every name that the file gives a meaning of its own.

    `extended`: classes that others in the file extend; `stored`: attributes that anything in it assigns.
    """

    tree: ast.Module
    constants: Mapping[str, ast.expr]
    routines: Mapping[str, ast.FunctionDef]
    kinds: Mapping[str, ast.ClassDef]
    rebound: frozenset[str]
    imported: Mapping[str, str]
    language: Language
    extended: frozenset[str]
    stored: frozenset[str]

    def is_builtin(self, name: str) -> bool:
        """Whether the name means what Python gave it."""
        return name not in self.rebound and hasattr(builtins, name)


def module(tree: ast.Module, language: Language) -> Module | None:
    """The file's facts; None when it can change names that nobody sees it change."""
    nodes = list(ast.walk(tree))
    if any(_hides(node) for node in nodes):
        return None
    bound = [name for node in nodes for name in _bound(node)]
    times = Counter(bound)
    once = {name for name, number in times.items() if number == 1}
    top = {name: value for name, value in _assigned(tree) if name in once}
    written = _written(nodes)
    return Module(
        tree,
        {name: value for name, value in top.items() if _constant(value) or (_container(value) and name not in written)},
        {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in once and not node.decorator_list},
        {node.name: node for node in tree.body if isinstance(node, ast.ClassDef) and node.name in once and not node.decorator_list},
        frozenset(bound),
        _imported(nodes, times),
        language,
        frozenset(base.id for node in nodes if isinstance(node, ast.ClassDef) for base in node.bases if isinstance(base, ast.Name)),
        frozenset(node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)),
    )


def _hides(node: ast.AST) -> bool:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in _HIDDEN
        case ast.ImportFrom(names=names):
            return any(alias.name == "*" for alias in names)
        case _:
            return False


def _bound(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name
        case ast.ClassDef(name=name) | ast.arg(arg=name):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            # Written elsewhere as well: never once.
            yield from names
            yield from names
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from ((alias.asname or alias.name).split(".")[0] for alias in aliases)


def _imported(nodes: list[ast.AST], times: Counter[str]) -> dict[str, str]:
    """Names that only ever mean one imported thing, wherever the file imports it."""
    pairs = Counter(pair for node in nodes for pair in _imports(node))
    return {name: full for (name, full), number in pairs.items() if number == times[name]}


def _imports(node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Import(names=aliases):
            yield from ((alias.asname, alias.name) if alias.asname else (alias.name.split(".")[0],) * 2 for alias in aliases)
        case ast.ImportFrom(module=str(source), names=aliases, level=0):
            yield from ((alias.asname or alias.name, f"{source}.{alias.name}") for alias in aliases)


def _assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value


def _constant(node: ast.expr) -> bool:
    return all(isinstance(part, ast.Constant | ast.BinOp | ast.operator | ast.UnaryOp | ast.unaryop) for part in ast.walk(node))


def _container(node: ast.expr) -> bool:
    parts = ast.Constant | ast.Dict | ast.List | ast.Tuple | ast.Load | ast.UnaryOp | ast.unaryop
    return isinstance(node, ast.Dict | ast.List | ast.Tuple) and all(isinstance(part, parts) for part in ast.walk(node))


def _written(nodes: list[ast.AST]) -> frozenset[str]:
    """Names that occur anywhere but where a container is only read."""
    read: set[int] = set()
    for node in nodes:
        match node:
            case ast.Subscript(value=ast.Name() as name, ctx=ast.Load()):
                read.add(id(name))
            case ast.Attribute(value=ast.Name() as name, attr=attribute) if attribute in _READING:
                read.add(id(name))
            case ast.Compare(comparators=others):
                read |= {id(other) for other in others if isinstance(other, ast.Name)}
            case ast.For(iter=ast.Name() as name) | ast.comprehension(iter=ast.Name() as name):
                read.add(id(name))
            case ast.Call(func=ast.Name(id="len" | "sorted"), args=[ast.Name() as name]):
                read.add(id(name))
    return frozenset(node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in read)
