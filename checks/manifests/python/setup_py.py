"""The dependencies that a setup.py states as plain text: it is read as a program's text and never run."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from checks.core.dependency import Scope
from checks.core.place import Span
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, decoded, few_enough
from checks.manifests.python.requirement import entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SCOPES = {
    "install_requires": Scope.PRODUCTION,
    "extras_require": Scope.OPTIONAL,
    "tests_require": Scope.DEVELOPMENT,
    "setup_requires": Scope.BUILD,
}
# A setup script is a page or two; what is larger is no such thing and costs memory to take apart.
MAX_SCRIPT = 1_000_000


def parse(raw: bytes) -> Manifest:
    """The arguments of every call of `setup`, also through a name given once in the file. Raises `Unparsable`."""
    text = decoded(raw)
    if len(text) > MAX_SCRIPT:
        raise Unparsable(f"a script of more than {MAX_SCRIPT} characters")
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(text)
        nodes = list(ast.walk(tree))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        # Python 2, most often: people keep such files, and a note serves them better than an incomplete review.
        why = f"not a script of today's Python, so what it asks for is not known: {type(error).__name__}"
        return Manifest((), (Unresolved(Span(1, 1), why),))
    constants = _constants(nodes)
    found: list[Pin | Unresolved] = []
    for keyword, scope in _arguments(nodes):
        for each in _requirements(keyword, constants):
            few_enough(len(found) + 1)
            found.append(_entry(each, scope))
    pins = tuple(each for each in found if isinstance(each, Pin))
    return Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved)))


def _arguments(nodes: list[ast.AST]) -> Iterator[tuple[ast.expr, Scope]]:
    for node in nodes:
        if isinstance(node, ast.Call) and _name(node.func) == "setup":
            yield from ((each.value, _SCOPES[each.arg]) for each in node.keywords if each.arg in _SCOPES)


def _constants(nodes: list[ast.AST]) -> dict[str, ast.expr]:
    """Names that are given a value exactly once and nowhere added to."""
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if not isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)) or node.value is None:
            continue
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Name):
                found.setdefault(target.id, []).append(node.value)
    return {name: values[0] for name, values in found.items() if len(values) == 1}


def _requirements(argument: ast.expr, constants: Mapping[str, ast.expr]) -> Iterator[ast.expr]:
    """The expressions of a list, whatever holds them; one that is no text stays what it is. Raises `Unparsable` for lists without end."""
    waiting = [argument]
    steps = 0
    while waiting:
        few_enough(steps := steps + 1)
        value = waiting.pop()
        if isinstance(value, (ast.List, ast.Tuple, ast.Set)):
            waiting += reversed(value.elts)
        elif isinstance(value, ast.Dict):
            waiting += reversed(value.values)
        elif isinstance(value, ast.Starred):
            waiting.append(value.value)
        elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
            waiting += (value.right, value.left)
        elif isinstance(value, ast.Name) and value.id in constants:
            waiting.append(constants[value.id])
        else:
            yield value


def _entry(value: ast.expr, scope: Scope) -> Pin | Unresolved:
    """A text is what the script says; anything else is what it would compute."""
    span = Span(value.lineno, value.lineno)
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return entry(value.value, span, scope=scope)
    return Unresolved(span, f"computed by the script: {type(value).__name__}")


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


FORMAT = Format("setup.py", lambda path: path.name == "setup.py", parse, lock=False)
