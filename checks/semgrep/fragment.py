"""The code that a Python rule matched, parsed by itself, so that a repair can change parts of it and nothing else."""

from __future__ import annotations

import ast
import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core import python_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.pattern import Reach

# Python's parser can be brought down by deep nesting; nothing near it fits into these.
MAX_CODE, MAX_DEPTH = 2000, 40
_IMPORT = re.compile(rb"^(?!from __future__)(?:import|from)[ \t]+\w", re.MULTILINE)
_NAMED = re.compile(rb"^[ \t]*import[ \t]([^#\r\n]{1,500})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Change:
    """Text for the bytes from `start` to `end` of the file."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """Bytes `start` to `end` of a file and their tree. `shift`: how far its first line was moved for the parser."""

    source: bytes
    start: int
    end: int
    tree: ast.Module
    shift: int

    @property
    def value(self) -> ast.expr | None:
        """The expression that it is, or that it assigns or returns."""
        statement = self.tree.body[0]
        if not isinstance(statement, ast.Expr | ast.Assign | ast.AnnAssign | ast.Return):
            return None
        value = statement.value
        return value.value if isinstance(value, ast.Await) else value

    def nodes(self) -> Iterator[ast.AST]:
        """Everything in it, outermost first."""
        return ast.walk(self.tree)

    def place(self, node: ast.expr) -> tuple[int, int]:
        """Where it stands in the file."""
        return self._offset(node.lineno, node.col_offset), self._offset(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def text(self, node: ast.expr) -> str:
        """Its code as written."""
        start, end = self.place(node)
        return self.source[start:end].decode()

    def instead(self, node: ast.expr, text: str) -> Change:
        """The change that puts `text` in its place."""
        return Change(*self.place(node), text)

    def imports(self, module: str) -> bool:
        """Whether the file imports the module by its own name."""
        named = (name.strip() for found in _NAMED.finditer(self.source) for name in found[1].split(b","))
        return module.encode() in named

    def importing(self, module: str) -> tuple[Change, ...] | None:
        """The change that imports the module, none if it is there; None when no place for it can be told."""
        if self.imports(module):
            return ()
        for found in _IMPORT.finditer(self.source, 0, self.start):
            above = self.source[: found.start()]
            if above.count(b'"""') % 2 == above.count(b"'''") % 2 == 0 and not above.rstrip().endswith((b"\\", b",", b"(")):
                return (Change(found.start(), found.start(), f"import {module}\n"),)
        return None

    def _offset(self, line: int, column: int) -> int:
        if line == 1:
            return self.start + column - self.shift
        at = self.start
        for _ in range(line - 1):
            at = self.source.index(b"\n", at) + 1
        return at + column


def fragment(source: bytes, reach: Reach) -> Fragment | None:
    """The code between two places; None when it is no Python by itself, or more than is read."""
    start, end = (_at(source, *place) for place in reach)
    code = source[start:end]
    if len(code) > MAX_CODE or sum(map(code.count, (b"(", b"[", b"{"))) > MAX_DEPTH or code.count(b"\r") != code.count(b"\r\n"):
        return None
    for lead, tail in (("", ""), ("(", "\n)")):
        try:
            tree = python_source.module(lead + code.decode() + tail)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        return Fragment(source, start, end, tree, len(lead)) if len(tree.body) == 1 else None
    return None


def _at(source: bytes, line: int, column: int) -> int:
    """The engine counts bytes from 1, without the mark that a file may begin with."""
    at = 0
    for _ in range(line - 1):
        at = source.index(b"\n", at) + 1
    mark = len(codecs.BOM_UTF8) if line == 1 and source.startswith(codecs.BOM_UTF8) else 0
    return at + mark + column - 1
