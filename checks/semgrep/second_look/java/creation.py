"""New objects and arrays of Java."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from checks.semgrep.second_look.java.scope import OPAQUE, call
from checks.semgrep.second_look.java.tokens import NotFollowed

if TYPE_CHECKING:
    from checks.semgrep.second_look.java.expression import Expressions


def new(reader: Expressions, first: int) -> ast.expr:
    """What follows `new`, the token at `first`: an object, an array, or an object of a class without a name."""
    reader.cursor.pass_modifiers()
    name = reader.cursor.name()
    reader.cursor.pass_type_arguments()
    while reader.cursor.accept("."):
        name = reader.cursor.name()
        reader.cursor.pass_type_arguments()
    kind = reader.cursor.placed(ast.Name(name, ast.Load()), first)
    if reader.cursor.text == "[":
        return _array(reader, first)
    given = reader.arguments()
    if reader.cursor.text == "{":
        # A class without a name, whose code may change what it names.
        begin = reader.cursor.at
        reader.cursor.at = reader.cursor.closing() + 1
        return reader.code(begin, *given)
    return reader.cursor.placed(ast.Call(kind, given, []), first)


def _array(reader: Expressions, first: int) -> ast.expr:
    sizes: list[ast.expr] = []
    while reader.cursor.accept("["):
        if reader.cursor.text != "]":
            sizes.append(reader.expression())
        reader.cursor.expect("]")
    return items(reader) if reader.cursor.text == "{" else reader.cursor.placed(call(OPAQUE, *sizes), first)


def items(reader: Expressions) -> ast.expr:
    """The elements of an array between curly brackets."""
    first = reader.cursor.at
    reader.cursor.expect("{")
    found: list[ast.expr] = []
    while not reader.cursor.accept("}"):
        found.append(items(reader) if reader.cursor.text == "{" else reader.expression())
        if not reader.cursor.accept(",") and reader.cursor.text != "}":
            raise NotFollowed
    return reader.cursor.placed(ast.List(found, ast.Load()), first)
