"""Python source inside a model's package: what it calls, by its syntax tree. It is never compiled or run."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from checks.model_artefact import limits
from checks.model_artefact.budget import Spent
from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget

_RUNNING = re.compile(
    r"(?:builtins\.)?(?:eval|exec|compile|__import__)"
    r"|(?:os|posix|nt)\.(?:system|popen|exec\w+|spawn\w+|posix_spawn\w*|startfile|fork)|subprocess\.\w+|pty\.\w+|runpy\.\w+|ctypes(?:\.\w+)+|code\.\w+"
    r"|(?:pickle|cPickle|dill|cloudpickle|joblib|marshal|shelve)\.loads?|socket\.(?:socket|create_connection)|asyncio\.create_subprocess_\w+"
    r"|multiprocessing\.\w+|importlib\.(?:import_module|reload|util\.\w+)|(?:urllib\.request|requests|httpx|http\.client)\.\w+|webbrowser\.\w+"
)
_TEXT = re.compile(rb"\b(?:eval|exec|__import__|os\.system|subprocess|popen)\b")


def read_python(name: str, data: bytes, budget: Budget) -> Iterator[Observation]:
    """What is to be said of the source. Raises `Spent`."""
    if len(data) > limits.TEMPLATE:
        raise Spent("limit-source")
    try:
        tree = ast.parse(data)
        every = list(ast.walk(tree))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        yield Observation("not-parsed", name)
        if found := _TEXT.search(data):
            yield Observation("package-runs", found[0].decode())
        return
    names = dict(_imported(every))
    for node in every:
        budget.opcode()
        called = _dotted(node.func, names) if isinstance(node, ast.Call) else ""
        if _RUNNING.fullmatch(called):
            yield Observation("package-runs", called)
        elif isinstance(node, ast.Attribute) and node.attr in {"__globals__", "__subclasses__", "__builtins__"}:
            yield Observation("package-runs", node.attr)


def _imported(every: list[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in every:
        if isinstance(node, ast.Import):
            for each in node.names:
                yield (each.asname, each.name) if each.asname else (each.name.partition(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom):
            for each in node.names:
                yield each.asname or each.name, f"{node.module}.{each.name}"
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name | ast.Attribute) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, _dotted(node.value, {})


def _dotted(node: ast.expr, names: dict[str, str]) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        # `__import__("os").system(…)`: the call inside is met by itself.
        return ""
    first = names.get(node.id, node.id)
    first = first if "." in first else names.get(first, first)
    return ".".join((first, *reversed(parts)))
