"""A Java file as a Python module: its classes side by side, with their methods, and its constants."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checks.semgrep.second_look.java.cursor import Cursor, at, pairs
from checks.semgrep.second_look.java.expression import Expressions
from checks.semgrep.second_look.java.scope import THIS, Scope
from checks.semgrep.second_look.java.statement import Statements
from checks.semgrep.second_look.java.tokens import NotFollowed, Sort, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = {"class", "interface", "enum", "record"}


@dataclass(frozen=True, slots=True)
class Body:
    """A method that has one: where its tokens begin, its name and the names of its parameters."""

    name: str
    first: int
    opens: int
    parameters: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Class:
    """What a class declares. `around` is the class it stands in, `of` the one it extends."""

    name: str
    first: int
    around: Class | None
    of: str = ""
    plain: bool = True
    end: int = 0
    methods: list[Body] = field(default_factory=list)
    constants: dict[str, ast.expr] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What the file says as a whole: its classes, those that others extend, and its constants."""

    declared: frozenset[str]
    extended: frozenset[str]
    constants: frozenset[str]


def tree(source: bytes) -> ast.Module:
    """The file in Python's terms; methods that are not followed are left out. Raises `NotFollowed`."""
    words, found = tokens(source), list[Class]()
    cursor = Cursor(words, pairs(words))
    while cursor.at < len(cursor.tokens):
        begin = cursor.at
        cursor.pass_modifiers()
        if _declares(cursor):
            _class(cursor, found, begin, None)
        else:
            cursor.at += 1
    constants = {name: value for each in found for name, value in each.constants.items()}
    known = Known(frozenset(each.name for each in found), frozenset(each.of for each in found), frozenset(constants))
    classes = [_node(cursor, each, known) for each in found]
    return ast.Module([*map(_assigned, constants, constants.values()), *classes], [])


def _assigned(name: str, value: ast.expr) -> ast.stmt:
    target = ast.copy_location(ast.Name(name, ast.Store()), value)
    return ast.copy_location(ast.Assign([target], value), value)


def _declares(cursor: Cursor) -> bool:
    following = {"{", "<", "(", "extends", "implements", "permits"}
    return cursor.text in _KINDS and cursor.ahead(1).sort is Sort.WORD and cursor.ahead(2).text in following


def _class(cursor: Cursor, found: list[Class], first: int, around: Class | None) -> None:
    kind = cursor.take().text
    made = Class(cursor.name(), first, around, plain=kind == "class")
    found.append(made)
    while cursor.text != "{":
        if cursor.accept("extends"):
            made.of = cursor.pass_type() or ""
        elif cursor.text == "(":
            cursor.at = cursor.closing() + 1
        else:
            cursor.take()
    made.end = cursor.closing()
    cursor.take()
    if kind == "enum":
        _pass_members_of_enum(cursor, made.end)
    while cursor.at < made.end:
        _member(cursor, made, found)
    cursor.at = made.end + 1


def _pass_members_of_enum(cursor: Cursor, end: int) -> None:
    while cursor.at < end and cursor.text != ";":
        cursor.at = cursor.closing() + 1 if cursor.text in {"(", "{"} else cursor.at + 1


def _member(cursor: Cursor, owner: Class, found: list[Class]) -> None:
    first, seen = cursor.at, cursor.pass_modifiers()
    if _declares(cursor):
        _class(cursor, found, first, owner)
        return
    if cursor.text in {"{", ";"}:
        cursor.at = cursor.closing() + 1 if cursor.text == "{" else cursor.at + 1
        return
    cursor.pass_type_arguments()
    if cursor.pass_type() is None:
        _pass_member(cursor, owner.end)
    elif cursor.text == "(":
        # What makes an object has the class's own name and no type before it.
        _pass_member(cursor, owner.end)
    elif cursor.ahead(1).text == "(":
        _method(cursor, owner, first)
    else:
        _field(cursor, owner, seen)


def _pass_member(cursor: Cursor, end: int) -> None:
    """To behind the next body or semicolon."""
    while cursor.at < end:
        if cursor.text == "{":
            cursor.at = cursor.closing() + 1
            return
        if cursor.text == "(":
            cursor.at = cursor.closing()
        if cursor.take().text == ";":
            return


def _method(cursor: Cursor, owner: Class, first: int) -> None:
    name = cursor.name()
    end = cursor.closing()
    cursor.take()
    parameters: list[tuple[str, int]] = []
    while cursor.at < end:
        cursor.pass_modifiers()
        if cursor.pass_type() is None:
            raise NotFollowed
        if cursor.accept("this"):
            cursor.accept(",")
            continue
        parameters.append((cursor.name(), cursor.at - 1))
        while cursor.accept("[", "]"):
            pass
        cursor.accept(",")
    cursor.at = end + 1
    while cursor.text not in {"{", ";", "default"} and cursor.at < owner.end:
        cursor.take()
    if cursor.text == "{":
        owner.methods.append(Body(name, first, cursor.at, tuple(parameters)))
    _pass_member(cursor, owner.end)


def _field(cursor: Cursor, owner: Class, seen: set[str]) -> None:
    """One literal in a final field is a constant of the file."""
    name, before = cursor.name(), cursor.at
    if "final" in seen and cursor.accept("="):
        try:
            value = Expressions(cursor, Scope(owner.name))._conditional()  # noqa: SLF001 - no assignment belongs here
        except NotFollowed:
            value = None
        if isinstance(value, ast.Constant) and cursor.text == ";":
            owner.constants[name] = value
    cursor.at = before
    while cursor.at < owner.end and cursor.text != ";":
        cursor.at = cursor.closing() + 1 if cursor.text in {"(", "{", "["} else cursor.at + 1
    cursor.accept(";")


def _node(cursor: Cursor, made: Class, known: Known) -> ast.stmt:
    around = {body.name: each.name for each in reversed(list(_outwards(made))) for body in each.methods}
    functions = [_function(cursor, body, Scope(made.name, around, known.declared, known.constants)) for body in made.methods]
    # Its methods may not be those that are called where something extends it.
    extended = not made.plain or made.name in known.extended
    bases: list[ast.expr] = [ast.Name("extended", ast.Load())] if extended else []
    node = ast.ClassDef(made.name, bases, [], [*functions, ast.Pass()], [])
    return at(node, cursor.tokens[made.first], cursor.tokens[made.end])


def _outwards(made: Class) -> Iterator[Class]:
    each: Class | None = made
    while each:
        yield each
        each = each.around


def _function(cursor: Cursor, body: Body, scope: Scope) -> ast.FunctionDef:
    """The method, with a body that nobody enters where it is not followed."""
    cursor.at = body.opens
    end = cursor.closing()
    names = [ast.arg(THIS), *(at(ast.arg(name), cursor.tokens[index], cursor.tokens[index]) for name, index in body.parameters)]
    scope.local = {name for name, _ in body.parameters}
    spec = ast.arguments([], names, None, [], [], None, [])
    try:
        statements: list[ast.stmt] = Statements(cursor, scope).block()
    except NotFollowed:
        # A function with a `yield` is not followed, whoever calls it and whatever is found in it.
        statements = [ast.Expr(ast.Yield())]
    node = ast.FunctionDef(body.name, spec, statements or [ast.Pass()], [])
    return at(node, cursor.tokens[body.first], cursor.tokens[end])
