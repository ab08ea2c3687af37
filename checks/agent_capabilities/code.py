"""Capabilities in programs: tools of libraries and providers, and tools that the program writes itself."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from checks.agent_capabilities.capability import Capability, Power
from checks.agent_capabilities.words import CALLED, MADE, power_of_type
from checks.core.place import Location, Span
from checks.core.python_source import module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath

# A file without any of these words names no tool; parsing is left out for it.
_MENTIONS = re.compile(
    rb"\b(?:tools?|mcp|agents?|langchain\w*|llama_index|autogen\w*|crewai\w*|smolagents|anthropic|openai|pydantic_ai|genai)\b",
    re.IGNORECASE,
)
# What makes a function a tool, by the last part of the decorator's name.
_TOOL = frozenset({"tool", "function_tool", "tool_plain", "beta_tool", "register_for_llm", "register_for_execution", "kernel_function"})
_WRITES = re.compile(r"^[rb]?[wax]")
# In JavaScript: a provider's tool by its type, a tool of a library by its constructor.
_TYPED = re.compile(r"""\btype\s*:\s*["'](\w{3,40})["']""")
_NEW = re.compile(r"\bnew\s+(\w{4,60})\s*\(|\b(?:openai|anthropic|google)\s*\.\s*tools\s*\.\s*(\w{3,60})\s*\(")


def in_python(path: RepoPath, raw: bytes) -> Iterator[Capability]:
    """Raises what the parser raises."""
    if not _MENTIONS.search(raw):
        return
    for node in ast.walk(module(raw)):
        if isinstance(node, ast.Call):
            name = _dotted(node.func).rpartition(".")[2]
            if name in MADE:
                yield _at(path, node.lineno, MADE[name], name)
        elif isinstance(node, ast.Dict):
            yield from _typed(path, node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and any(_is_tool(each) for each in node.decorator_list):
            yield from _does(path, node)


def in_javascript(path: RepoPath, raw: bytes) -> Iterator[Capability]:
    """By lines: names and types only, not what a tool's own code does."""
    if not _MENTIONS.search(raw):
        return
    for number, line in enumerate(raw.decode("utf-8", "replace").split("\n"), 1):
        if line.lstrip().startswith(("//", "*")):
            continue
        for found in _TYPED.finditer(line):
            power = power_of_type(found[1])
            if power is not None:
                yield _at(path, number, power, found[1])
        for found in _NEW.finditer(line):
            name = found[1] or found[2]
            power = MADE.get(name) if found[1] else power_of_type(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())
            if power is not None:
                yield _at(path, number, power, name)


def _typed(path: RepoPath, node: ast.Dict) -> Iterator[Capability]:
    for key, value in zip(node.keys, node.values, strict=True):
        named = isinstance(key, ast.Constant) and key.value == "type" and isinstance(value, ast.Constant) and isinstance(value.value, str)
        power = power_of_type(str(value.value)) if named and isinstance(value, ast.Constant) else None
        if power is not None and isinstance(value, ast.Constant):
            yield _at(path, value.lineno, power, str(value.value))


def _is_tool(decorator: ast.expr) -> bool:
    func = decorator.func if isinstance(decorator, ast.Call) else decorator
    return _dotted(func).rpartition(".")[2] in _TOOL


def _does(path: RepoPath, function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Capability]:
    """Each power once for each tool that is written here."""
    powers = {power for node in ast.walk(function) if isinstance(node, ast.Call) and (power := _power(node)) is not None}
    yield from (_at(path, function.lineno, power, f"{function.name}()") for power in sorted(powers))


def _power(call: ast.Call) -> Power | None:
    name = _dotted(call.func)
    if name in CALLED:
        return CALLED[name]
    modes = [*call.args[1:2], *(each.value for each in call.keywords if each.arg == "mode")]
    if name == "open" and any(isinstance(mode, ast.Constant) and _WRITES.match(str(mode.value)) for mode in modes):
        return Power.FILES
    return Power.FILES if name.endswith((".write_text", ".write_bytes", ".unlink")) else None


def _dotted(node: ast.expr) -> str:
    """`a.b.c`; without its beginning where that is no plain name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "")
    return ".".join(reversed(parts))


def _at(path: RepoPath, line: int, power: Power, detail: str) -> Capability:
    return Capability(power, detail, Location(path, Span(line, line)))
