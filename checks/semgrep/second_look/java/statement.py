"""Java's statements in the terms of Python's syntax."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.semgrep.second_look.java.creation import items
from checks.semgrep.second_look.java.expression import Expressions
from checks.semgrep.second_look.java.scope import call
from checks.semgrep.second_look.java.switch import switch
from checks.semgrep.second_look.java.tokens import NotFollowed, Sort

if TYPE_CHECKING:
    from checks.semgrep.second_look.java.cursor import Cursor
    from checks.semgrep.second_look.java.scope import Scope

_CHANGING = {"+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<="}


@dataclass(slots=True)
class Statements:
    """Reads statements at a cursor. Every method raises `NotFollowed` for what it does not know."""

    cursor: Cursor
    scope: Scope

    def block(self) -> list[ast.stmt]:
        """The statements between curly brackets."""
        self.cursor.expect("{")
        known, found = set(self.scope.local), list[ast.stmt]()
        while not self.cursor.accept("}"):
            found += self.statement()
        self.scope.local = known
        return found

    def statement(self) -> list[ast.stmt]:  # noqa: PLR0911, C901 - the language has this many kinds of statements
        """One statement, as few or many as it takes."""
        first, word = self.cursor.at, self.cursor.text
        match word:
            case "{":
                return self.block()
            case ";":
                self.cursor.take()
                return []
            case "if":
                return [self._if()]
            case "for":
                return self._for()
            case "while":
                self.cursor.take()
                return [self._placed(ast.While(self.condition(), self._body(), []), first)]
            case "do":
                return [self._do()]
            case "switch":
                return [switch(self)]
            case "try":
                return self._try()
            case "synchronized":
                self.cursor.take()
                lock = self._placed(ast.Expr(self.condition()), first)
                return [lock, *self.block()]
            case "return" | "throw":
                self.cursor.take()
                value = None if self.cursor.text == ";" else self.expressions().expression()
                self.cursor.expect(";")
                return [self._placed(ast.Return(value) if word == "return" else ast.Raise(value), first)]
            case "break" | "continue":
                self.cursor.take()
                self.cursor.expect(";")
                return [self._placed(ast.Break() if word == "break" else ast.Continue(), first)]
            case "assert":
                # Switched off unless the machine is told otherwise.
                raise NotFollowed
        return self._declaration() or [self.plain()]

    def expressions(self) -> Expressions:
        """A reader of what stands within statements."""
        return Expressions(self.cursor, self.scope)

    def _placed(self, node: ast.stmt, first: int) -> ast.stmt:
        return self.cursor.placed(node, first)

    def condition(self) -> ast.expr:
        """What stands between round brackets."""
        self.cursor.expect("(")
        test = self.expressions().expression()
        self.cursor.expect(")")
        return test

    def _body(self) -> list[ast.stmt]:
        known = set(self.scope.local)
        body = self.statement()
        self.scope.local = known
        return body or [self._placed(ast.Pass(), self.cursor.at - 1)]

    def _if(self) -> ast.stmt:
        first = self.cursor.at
        self.cursor.expect("if")
        test, body = self.condition(), self._body()
        orelse = self._body() if self.cursor.accept("else") else []
        return self._placed(ast.If(test, body, orelse), first)

    def _for(self) -> list[ast.stmt]:
        first, known = self.cursor.at, set(self.scope.local)
        self.cursor.expect("for")
        self.cursor.expect("(")
        before = self.cursor.at
        self.cursor.pass_modifiers()
        if self.cursor.pass_type() and self.cursor.ahead(0).sort is Sort.WORD and self.cursor.ahead(1).text == ":":
            name = self._declared()
            self.cursor.expect(":")
            series = self.expressions().expression()
            self.cursor.expect(")")
            made = [self._placed(ast.For(name, series, self._body(), []), first)]
        else:
            self.cursor.at = before
            made = self._counting(first)
        self.scope.local = known
        return made

    def _counting(self, first: int) -> list[ast.stmt]:
        start: list[ast.stmt] = []
        if not self.cursor.accept(";"):
            start = self._declaration() or [self.plain(listed=True)]
        test = self.expressions().expression() if self.cursor.text != ";" else self.cursor.placed(ast.Constant(value=1), first)
        self.cursor.expect(";")
        steps: list[ast.stmt] = []
        while not self.cursor.accept(")"):
            at_ = self.cursor.at
            steps.append(self._placed(ast.Expr(self.expressions().expression()), at_))
            self.cursor.accept(",")
        return [*start, self._placed(ast.While(test, [*self._body(), *steps], []), first)]

    def _do(self) -> ast.stmt:
        first = self.cursor.at
        self.cursor.expect("do")
        body = self._body()
        self.cursor.expect("while")
        test = self.condition()
        self.cursor.expect(";")
        if any(isinstance(part, ast.Continue) for each in body for part in ast.walk(each)):
            # It would go to the condition, which stands at the end here.
            raise NotFollowed
        leave = ast.If(call("java.not", test), [ast.Break()], [])
        return self._placed(ast.While(ast.Constant(value=1), [*body, leave], []), first)

    def _try(self) -> list[ast.stmt]:
        first, known, opened = self.cursor.at, set(self.scope.local), list[ast.stmt]()
        self.cursor.expect("try")
        if self.cursor.accept("("):
            while not self.cursor.accept(")"):
                opened += self._declaration(ends={";", ")"}) or [self.plain(ends={";", ")"})]
        body, handlers = self.block(), list[ast.ExceptHandler]()
        self.scope.local = known
        while self.cursor.text == "catch":
            handlers.append(self._handler())
        last = self.block() if self.cursor.accept("finally") else []
        everything = [*opened, *body] or [self._placed(ast.Pass(), first)]
        if not handlers and not last:
            return everything
        return [self._placed(ast.Try(everything, handlers, [], last), first)]

    def _handler(self) -> ast.ExceptHandler:
        first, known = self.cursor.at, set(self.scope.local)
        self.cursor.expect("catch")
        self.cursor.expect("(")
        self.cursor.pass_modifiers()
        while self.cursor.pass_type() and self.cursor.accept("|"):
            pass
        name = self._declared().id
        self.cursor.expect(")")
        body = self.block()
        self.scope.local = known
        return self.cursor.placed(ast.ExceptHandler(None, name, body or [ast.Pass()]), first)

    def _declared(self) -> ast.Name:
        first, name = self.cursor.at, self.cursor.name()
        self.scope.local.add(name)
        return self.cursor.placed(ast.Name(name, ast.Store()), first)

    def _declaration(self, ends: set[str] | None = None) -> list[ast.stmt]:
        """Variables with or without a first value; nothing, and nothing passed, where none is declared."""
        before, ends = self.cursor.at, ends or {";"}
        self.cursor.pass_modifiers()
        if self.cursor.text in {"class", "interface", "enum", "record"} and self.cursor.ahead(1).sort is Sort.WORD:
            raise NotFollowed
        kind = self.cursor.pass_type()
        if not kind or self.cursor.ahead(0).sort is not Sort.WORD or self.cursor.ahead(1).text not in {"=", ",", "[", *ends}:
            self.cursor.at = before
            return []
        made: list[ast.stmt] = []
        while True:
            first, name = self.cursor.at, self._declared()
            while self.cursor.accept("[", "]"):
                pass
            if self.cursor.accept("="):
                expressions = self.expressions()
                value = items(expressions) if self.cursor.text == "{" else expressions.expression()
                made.append(self._placed(ast.Assign([name], value), first))
            else:
                made.append(self._placed(ast.Pass(), first))
            if not self.cursor.accept(","):
                break
        self._end(ends)
        return made

    def plain(self, ends: set[str] | None = None, *, listed: bool = False) -> ast.stmt:
        """An expression for its own sake, an assignment most often."""
        first = self.cursor.at
        if self.cursor.ahead(1).text == ":":
            raise NotFollowed
        value = self.expressions()._conditional()  # noqa: SLF001 - the assignment is a statement here
        sign = self.cursor.text
        made: ast.stmt = ast.Expr(value)
        if sign == "=" or sign in _CHANGING:
            self.cursor.take()
            right = self.expressions().expression()
            if sign != "=":
                right = self.cursor.placed(call(f"java.{sign[:-1]}", value, right), first)
            made = ast.Assign([self.cursor.placed(_stored(value), first)], right)
        self._placed(made, first)
        if listed and self.cursor.text == ",":
            raise NotFollowed
        self._end(ends or {";"})
        return made

    def _end(self, ends: set[str]) -> None:
        if self.cursor.text not in ends:
            raise NotFollowed
        if self.cursor.text == ";":
            self.cursor.take()


def _stored(node: ast.expr) -> ast.expr:
    """What was read as a value, as the place to put one."""
    match node:
        case ast.Name(id=name):
            return ast.Name(name, ast.Store())
        case ast.Attribute(value=owner, attr=name):
            return ast.Attribute(owner, name, ast.Store())
        case ast.Subscript(value=owner, slice=index):
            return ast.Subscript(owner, index, ast.Store())
        case _:
            raise NotFollowed
