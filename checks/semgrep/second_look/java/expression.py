"""Java's expressions in the terms of Python's syntax. Operators become calls of names that `meaning` knows."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.semgrep.second_look.java.creation import new
from checks.semgrep.second_look.java.cursor import RESERVED
from checks.semgrep.second_look.java.literal import character, number, text
from checks.semgrep.second_look.java.scope import OPAQUE, THIS, call
from checks.semgrep.second_look.java.tokens import NotFollowed, Sort

if TYPE_CHECKING:
    from checks.semgrep.second_look.java.cursor import Cursor
    from checks.semgrep.second_look.java.scope import Scope

_STRENGTH = {
    "||": 1, "&&": 2, "|": 3, "^": 4, "&": 5, "==": 6, "!=": 6, "<": 7, ">": 7, "<=": 7, ">=": 7, "instanceof": 7,
    "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10,
}
_ASSIGNING = frozenset({"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<="})
_PRIMITIVE = frozenset({"int", "long", "short", "byte", "char", "boolean", "float", "double"})
_LITERALS = {"true": True, "false": False, "null": None}


@dataclass(slots=True)
class Expressions:
    """Reads expressions at a cursor. Every method raises `NotFollowed` for what it does not know."""

    cursor: Cursor
    scope: Scope

    def expression(self) -> ast.expr:
        """One expression, assignments within it included."""
        first = self.cursor.at
        if self._begins_lambda():
            return self._lambda()
        left = self._conditional()
        if self.cursor.text not in _ASSIGNING:
            return left
        sign = self.cursor.take().text
        right = self.expression()
        if not isinstance(left, ast.Name):
            # A field or an element in the midst of an expression.
            return self.cursor.placed(call(OPAQUE, left, right), first)
        value = right if sign == "=" else self.cursor.placed(call(f"java.{sign[:-1]}", left, right), first)
        return self.cursor.placed(ast.NamedExpr(ast.Name(left.id, ast.Store()), value), first)

    def arguments(self) -> list[ast.expr]:
        """What stands between round brackets."""
        self.cursor.expect("(")
        found: list[ast.expr] = []
        while not self.cursor.accept(")"):
            found.append(self.expression())
            if not self.cursor.accept(",") and self.cursor.text != ")":
                raise NotFollowed
        return found

    def _conditional(self) -> ast.expr:
        first = self.cursor.at
        test = self._binary(1)
        if not self.cursor.accept("?"):
            return test
        body = self.expression()
        self.cursor.expect(":")
        orelse = self.expression()
        return self.cursor.placed(ast.IfExp(test, body, orelse), first)

    def _binary(self, least: int) -> ast.expr:
        first = self.cursor.at
        left = self._unary()
        while True:
            sign, length = self._sign()
            strength = _STRENGTH.get(sign, 0)
            if strength < least or (self.cursor.ahead(length).text == "=" and length > 1):
                return left
            self.cursor.at += length
            left = self._instance(left) if sign == "instanceof" else _joined(sign, left, self._binary(strength + 1))
            self.cursor.placed(left, first)

    def _sign(self) -> tuple[str, int]:
        """The operator here and how many tokens it has."""
        signs = 0
        while self.cursor.ahead(signs).text == ">" and (not signs or self._adjacent(signs)):
            signs += 1
        return (">>", signs) if signs > 1 else (self.cursor.text, 1)

    def _adjacent(self, distance: int) -> bool:
        before, token = self.cursor.ahead(distance - 1), self.cursor.ahead(distance)
        return (before.end_line, before.end_column) == (token.line, token.column)

    def _instance(self, value: ast.expr) -> ast.expr:
        self.cursor.pass_modifiers()
        if self.cursor.pass_type() is None or self.cursor.text == "(":
            raise NotFollowed
        if self.cursor.ahead(0).sort is Sort.WORD and self.cursor.text not in RESERVED:
            # The name stands for the value wherever it may be used.
            name = self.cursor.name()
            self.scope.local.add(name)
            return call("java.flag", ast.NamedExpr(ast.Name(name, ast.Store()), value))
        return call("java.flag", value)

    def _unary(self) -> ast.expr:
        first, sign = self.cursor.at, self.cursor.text
        if sign in {"!", "-", "+", "~"}:
            self.cursor.take()
            return self.cursor.placed(call("java.not" if sign == "!" else f"java.unary{sign}", self._unary()), first)
        if sign in {"++", "--"}:
            self.cursor.take()
            return self.cursor.placed(_counted(self._unary()), first)
        if sign == "(" and self._cast():
            return self._lambda() if self._begins_lambda() else self._unary()
        return self._postfix(self._primary(), first)

    def _cast(self) -> bool:
        """Whether the brackets here hold a type that is followed by a value; then they are passed."""
        before = self.cursor.at
        self.cursor.take()
        name = self.cursor.pass_type()
        while name and self.cursor.accept("&"):
            name = self.cursor.pass_type()
        if name and self.cursor.accept(")"):
            token = self.cursor.ahead(0)
            value = token.sort is not Sort.SIGN or token.text in {"(", "!", "~"}
            if (value and token.text != "instanceof") or (name in _PRIMITIVE and token.text in {"-", "+", "++", "--"}):
                return True
        self.cursor.at = before
        return False

    def _begins_lambda(self) -> bool:
        if self.cursor.text == "(":
            end = self.cursor.closing()
            return end + 1 < len(self.cursor.tokens) and self.cursor.tokens[end + 1].text == "->"
        return self.cursor.ahead(0).sort is Sort.WORD and self.cursor.ahead(1).text == "->"

    def _lambda(self) -> ast.expr:
        """Code that runs later: all that it names may be changed by it."""
        first = self.cursor.at
        while self.cursor.take().text != "->":
            pass
        if self.cursor.text == "{":
            self.cursor.at = self.cursor.closing() + 1
        else:
            known = set(self.scope.local)
            self.expression()
            self.scope.local = known
        return self.code(first)

    def code(self, first: int, *given: ast.expr) -> ast.expr:
        """Code from that token on up to here, of which is only told what it names and what it is given."""
        names = {token.text for token in self.cursor.words(first, self.cursor.at)} & self.scope.local
        return self.cursor.placed(call(OPAQUE, *given, *(ast.Name(name, ast.Load()) for name in sorted(names))), first)

    def _primary(self) -> ast.expr:  # noqa: PLR0911, C901 - the language has this many kinds
        first, token = self.cursor.at, self.cursor.take()
        match token.sort:
            case Sort.TEXT:
                return self.cursor.placed(ast.Constant(text(token.text)), first)
            case Sort.CHARACTER:
                return self.cursor.placed(ast.Constant(character(token.text)), first)
            case Sort.NUMBER:
                value = number(token.text)
                return self.cursor.placed(call("java.made") if value is None else ast.Constant(value), first)
        match token.text:
            case "(":
                inner = self.expression()
                self.cursor.expect(")")
                return inner
            case "this":
                return self.cursor.placed(ast.Name(THIS, ast.Load()), first)
            case "super":
                return self.cursor.placed(call(OPAQUE), first)
            case "true" | "false" | "null":
                return self.cursor.placed(ast.Constant(_LITERALS[token.text]), first)
            case "new":
                return new(self, first)
        if token.sort is not Sort.WORD or token.text in RESERVED:
            raise NotFollowed
        if self.cursor.text == "(":
            function = self.cursor.placed(self.scope.called(token.text), first)
            return self.cursor.placed(ast.Call(function, self.arguments(), []), first)
        while self.cursor.accept("[", "]"):
            pass
        return self.cursor.placed(self.scope.named(self._without_package(token.text)), first)

    def _without_package(self, name: str) -> str:
        """A type's own name, where it is written in full."""
        distance = 0
        while self.cursor.ahead(distance).text == "." and self.cursor.ahead(distance + 1).sort is Sort.WORD:
            if name in self.scope.local or name[:1].isupper():
                return name
            last = self.cursor.ahead(distance + 1).text
            distance += 2
            if last[:1].isupper():
                self.cursor.at += distance
                return last
        return name

    def _postfix(self, node: ast.expr, first: int) -> ast.expr:
        while True:
            if self.cursor.accept("."):
                node = self._member(node, first)
            elif self.cursor.accept("["):
                node = ast.Subscript(node, self.expression(), ast.Load())
                self.cursor.expect("]")
            elif self.cursor.accept("::"):
                self.cursor.take()
                node = call(OPAQUE, node)
            elif self.cursor.text in {"++", "--"}:
                self.cursor.take()
                node = _counted(node)
            else:
                return node
            self.cursor.placed(node, first)

    def _member(self, node: ast.expr, first: int) -> ast.expr:
        self.cursor.pass_type_arguments()
        if self.cursor.text in {"class", "this", "super", "new"}:
            self.cursor.take()
            return call(OPAQUE) if self.cursor.text != "(" else call(OPAQUE, *self.arguments())
        name = self.cursor.name()
        if self.cursor.text != "(":
            if name == "length" or self.scope.foreign_constant(node, name):
                return call("java.size", node)
            return ast.Attribute(node, name, ast.Load())
        function = self.cursor.placed(ast.Attribute(node, name, ast.Load()), first)
        return ast.Call(function, self.arguments(), [])


def _joined(sign: str, left: ast.expr, right: ast.expr) -> ast.expr:
    if sign in {"&&", "||"}:
        return ast.BoolOp(ast.And() if sign == "&&" else ast.Or(), [left, right])
    return call(f"java.{sign}", left, right)


def _counted(node: ast.expr) -> ast.expr:
    """One more or one less: which value the expression has depends on the side the sign stands on, so none is told."""
    if isinstance(node, ast.Name):
        return ast.NamedExpr(ast.Name(node.id, ast.Store()), call("java.made", node))
    return call(OPAQUE, node)
