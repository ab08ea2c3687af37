"""Statements put together from text, rewritten to carry their values as parameters."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core import python_source
from checks.semgrep.assembled import Piece, pieces
from checks.semgrep.fragment import Change, Fragment, fragment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checks.semgrep.repair import Changes

_DRIVERS = {
    "?": re.compile(rb"^[ \t]*(?:import|from)[ \t]+(?:sqlite3|aiosqlite|duckdb)\b", re.MULTILINE),
    "%s": re.compile(rb"^[ \t]*(?:import|from)[ \t]+(?:psycopg2?|pymysql|MySQLdb|mysql\.connector|aiomysql|django\.db)\b", re.MULTILINE),
}
# The first writes its placeholders in yet another way; the second takes a statement's text for something else.
_OTHERS = re.compile(rb"^[ \t]*(?:import|from)[ \t]+(?:asyncpg|peewee)\b", re.MULTILINE)
_CALLED = re.compile(rb"^(?!.*(?:session|engine|spark)).*\.execute\(\s*$", re.MULTILINE)
# Where a value may stand in a statement; names of tables and columns cannot be parameters.
_BEFORE_VALUE = re.compile(r"(?:[=<>]|\b(?:LIKE|LIMIT|OFFSET|BETWEEN))\s*$", re.IGNORECASE)
_IN_VALUES = re.compile(r"\bVALUES\s*\([^()]*[(,]\s*$|\bVALUES\s*\(\s*$|\bIN\s*\(\s*$", re.IGNORECASE)
# Bytes before the call in which the variable is looked for, and the longest line looked at.
_FAR = 3000


@dataclass(frozen=True, slots=True)
class _Statement:
    text: str
    values: tuple[ast.expr, ...]

    @property
    def parameters(self) -> str:
        told = ", ".join(_told(value) for value in self.values)
        return f"({told},)" if len(self.values) == 1 else f"({told})"


def _told(value: ast.expr) -> str:
    text = ast.unparse(value)
    return text if '"' in text or "\\" in text else text.replace("'", '"')


def parameterised(code: Fragment) -> Changes:
    """The statement with placeholders, and its values behind it."""
    mark = _placeholder(code.source)
    before, after = code.source[max(0, code.start - 200) : code.start], code.source[code.end : code.end + 200]
    if mark is None or code.value is None or not _CALLED.search(before) or not re.match(rb"\s*,?\s*\)", after):
        return None
    if isinstance(code.value, ast.Name):
        return _by_variable(code, code.value.id, mark)
    statement = _statement(pieces(code.value), mark)
    return [code.instead(code.value, f"{_quoted(statement.text)}, {statement.parameters}")] if statement else None


def _by_variable(code: Fragment, name: str, mark: str) -> Changes:
    """The statement was put together one step before, in a variable that is used for nothing else in between."""
    start = max(0, code.start - _FAR)
    near = code.source[start : code.start]
    assigned = list(re.finditer(rb"^([ \t]*)" + re.escape(name.encode()) + rb"[ \t]*=[ \t]*(?=[^=\s])([^\r\n]*)", near, re.MULTILINE))
    if not assigned or re.search(rb"\b" + re.escape(name.encode()) + rb"\b", near[assigned[-1].end() :]):
        return None
    found = assigned[-1]
    line = code.source.count(b"\n", 0, start + found.start()) + 1
    top = code.source.rfind(b"\n", 0, start + found.start()) + 1
    columns = (start + found.start(2) - top + 1, start + found.end(2) - top + 1)
    made = fragment(code.source, ((line, columns[0]), (line, columns[1])))
    statement = _statement(pieces(made.value), mark) if made and made.value else None
    if made is None or made.value is None or statement is None:
        return None
    return [made.instead(made.value, _quoted(statement.text)), Change(code.end, code.end, f", {statement.parameters}")]


def _placeholder(source: bytes) -> str | None:
    known = [mark for mark, imported in _DRIVERS.items() if imported.search(source)]
    return known[0] if len(known) == 1 and not _OTHERS.search(source) else None


def _statement(parts: Sequence[Piece] | None, mark: str) -> _Statement | None:
    """None where a value stands for anything but a value, or where the text already holds what a placeholder looks like."""
    text = ""
    values: list[ast.expr] = []
    for token in _tokens(parts or ()):
        if isinstance(token, str):
            if mark[0] in token:
                return None
            text += token
            continue
        value = _value(token)
        if value is None or not (_BEFORE_VALUE.search(text) or _IN_VALUES.search(text)):
            return None
        text += mark
        values.append(value)
    return _Statement(text, tuple(values)) if values else None


def _tokens(parts: Sequence[Piece]) -> Iterator[str | list[Piece]]:
    """The statement's text, and as a list of its own each value: one by itself, or a quoted text with values inside."""
    inside: list[Piece] | None = None
    for part in parts:
        if not isinstance(part, str):
            if inside is None:
                yield [part]
            else:
                inside.append(part)
            continue
        for number, chunk in enumerate(part.split("'")):
            if number and inside is None:
                inside = []
            elif number and inside is not None:
                texts = [piece for piece in inside if isinstance(piece, str)]
                yield inside if len(texts) < len(inside) else f"'{''.join(texts)}'"
                inside = None
            if inside is None:
                yield chunk
            elif chunk:
                inside.append(chunk)
    if inside is not None:
        yield []


def _value(inside: Sequence[Piece]) -> ast.expr | None:
    """One expression for a quoted text with values inside, such as `%{word}%`; None for a text that does not end."""
    if len(inside) == 1 and isinstance(inside[0], ast.expr):
        return inside[0]
    if not inside:
        return None
    told = [piece.replace("{", "{{").replace("}", "}}") if isinstance(piece, str) else f"{{{ast.unparse(piece)}}}" for piece in inside]
    if any(re.search(r"[\"'\\\n]", each) for each in told):
        return None
    return python_source.expression(f'f"{"".join(told)}"')


def _quoted(text: str) -> str:
    plain = text.isprintable() and '"' not in text and "\\" not in text
    if plain:
        return f'"{text}"'
    whole = '"""' not in text and "\\" not in text and not text.endswith('"') and text.replace("\n", "").isprintable()
    return f'"""{text}"""' if whole and "\n" in text else repr(text)
