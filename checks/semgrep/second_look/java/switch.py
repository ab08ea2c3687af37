"""Java's `switch`, whose groups may fall through, as a `match`, whose cases do not."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from checks.semgrep.second_look.java.cursor import at
from checks.semgrep.second_look.java.tokens import NotFollowed, Sort

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.semgrep.second_look.java.cursor import Cursor
    from checks.semgrep.second_look.java.statement import Statements

# Groups that fall into each other are written out for each.
MAX_STATEMENTS = 2_000


def switch(reader: Statements) -> ast.stmt:
    """A whole statement. Raises `NotFollowed`."""
    first = reader.cursor.at
    reader.cursor.expect("switch")
    subject = reader.condition()
    reader.cursor.expect("{")
    known, groups = set(reader.scope.local), list[tuple[list[ast.pattern], list[ast.stmt]]]()
    while not reader.cursor.accept("}"):
        labels, arrow = _labels(reader)
        body: list[ast.stmt] = []
        if arrow:
            body = [*_arm(reader), reader.cursor.placed(ast.Break(), reader.cursor.at - 1)]
        else:
            while reader.cursor.text not in {"case", "default", "}"}:
                body += reader.statement()
        groups.append((labels, body))
    reader.scope.local = known
    return reader.cursor.placed(ast.Match(subject, list(_cases(reader.cursor, groups))), first)


def _arm(reader: Statements) -> list[ast.stmt]:
    if reader.cursor.text in {"{", "throw"}:
        return reader.statement()
    return [reader.plain()]


def _labels(reader: Statements) -> tuple[list[ast.pattern], bool]:
    """What one group is for, and whether it is of the kind that does not fall through."""
    first = reader.cursor.at
    if reader.cursor.accept("default"):
        labels: list[ast.pattern] = [reader.cursor.placed(ast.MatchAs(), first)]
    else:
        reader.cursor.expect("case")
        labels = [_label(reader)]
        while reader.cursor.accept(","):
            labels.append(_label(reader))
    arrow = reader.cursor.accept("->")
    if not arrow:
        reader.cursor.expect(":")
    return labels, arrow


def _label(reader: Statements) -> ast.pattern:
    first, token = reader.cursor.at, reader.cursor.ahead(0)
    if reader.cursor.accept("default"):
        return reader.cursor.placed(ast.MatchAs(), first)
    if token.sort is Sort.WORD and reader.cursor.ahead(1).text not in {":", "->", ","}:
        # A type with a name, or a field of another class.
        raise NotFollowed
    value = reader.expressions()._binary(1)  # noqa: SLF001 - no assignment and no arrow belongs to a label
    return reader.cursor.placed(ast.MatchValue(value), first)


def _cases(cursor: Cursor, groups: list[tuple[list[ast.pattern], list[ast.stmt]]]) -> list[ast.match_case]:
    """Each group with those that it falls into, what is for all others last."""
    usual, rest, left = list[ast.match_case](), list[ast.match_case](), MAX_STATEMENTS
    for index, (labels, _) in enumerate(groups):
        body = _until_left(statement for _, following in groups[index:] for statement in following)
        left -= len(body)
        if left < 0:
            raise NotFollowed
        made = [ast.match_case(label, None, body or [ast.Pass()]) for label in labels]
        everything = any(isinstance(label, ast.MatchAs) for label in labels)
        (rest if everything else usual).extend(made[-1:] if everything else made)
    for case in (*usual, *rest):
        at(case, cursor.tokens[cursor.at - 1], cursor.tokens[cursor.at - 1])
    return [*usual, *rest]


def _until_left(statements: Iterable[ast.stmt]) -> list[ast.stmt]:
    """What runs before the switch is left. Raises `NotFollowed` where it is left from within another statement."""
    made: list[ast.stmt] = []
    for statement in statements:
        if isinstance(statement, ast.Break):
            return made
        if _leaves(statement):
            raise NotFollowed
        made.append(statement)
        if isinstance(statement, ast.Return | ast.Raise | ast.Continue):
            return made
    return made


def _leaves(node: ast.AST) -> bool:
    if isinstance(node, ast.Break):
        return True
    if isinstance(node, ast.For | ast.While | ast.Match):
        return False
    return any(_leaves(child) for child in ast.iter_child_nodes(node))
