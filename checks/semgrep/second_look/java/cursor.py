"""Walking through tokens, and giving syntax nodes the places they were written at."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from checks.semgrep.second_look.java.tokens import NotFollowed, Sort, Token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_Node = TypeVar("_Node", bound=ast.AST)
# How the names begin that stand for operators.
UNWRITTEN = "java."
_OPENING = {"(": ")", "{": "}", "[": "]"}
_END = Token(Sort.SIGN, "", 0, 0, 0, 0)
_MODIFIERS = frozenset(
    {
        *("public", "protected", "private", "static", "final", "abstract", "native", "synchronized", "transient", "volatile"),
        *("strictfp", "default", "sealed", "non-sealed"),
    }
)
# An identifier that is followed by a type's arguments is one; these never begin a type.
RESERVED = frozenset(
    {
        *("return", "throw", "new", "if", "else", "for", "while", "do", "switch", "case", "try", "catch", "finally", "break"),
        *("continue", "this", "super", "instanceof", "assert", "yield", "synchronized", "class", "interface", "enum", "import"),
        *("package", "null", "true", "false"),
    }
)


@dataclass(slots=True)
class Cursor:
    """Where in the tokens one is. `pairs`: which bracket closes which, by their indexes."""

    tokens: Sequence[Token]
    pairs: Mapping[int, int]
    at: int = 0

    @property
    def text(self) -> str:
        """The token here, as written; empty at the end."""
        return self.ahead(0).text

    def ahead(self, distance: int) -> Token:
        """A token further on."""
        index = self.at + distance
        return self.tokens[index] if index < len(self.tokens) else _END

    def take(self, *, sort: Sort | None = None) -> Token:
        """This token, and go on. Raises `NotFollowed` at the end, and for one of another sort."""
        token = self.ahead(0)
        if token is _END or (sort and token.sort is not sort):
            raise NotFollowed
        self.at += 1
        return token

    def accept(self, *texts: str) -> bool:
        """Whether the tokens here are these; then they are passed."""
        if all(self.ahead(distance).text == text for distance, text in enumerate(texts)):
            self.at += len(texts)
            return True
        return False

    def expect(self, text: str) -> None:
        """Pass this token. Raises `NotFollowed` when it is another."""
        if not self.accept(text):
            raise NotFollowed

    def name(self) -> str:
        """Pass an identifier. Raises `NotFollowed`."""
        token = self.take(sort=Sort.WORD)
        if token.text in RESERVED:
            raise NotFollowed
        return token.text

    def closing(self) -> int:
        """The index of the bracket that closes the one here. Raises `NotFollowed`."""
        if self.at not in self.pairs:
            raise NotFollowed
        return self.pairs[self.at]

    def pass_modifiers(self) -> set[str]:
        """Pass annotations and modifiers; those seen."""
        seen = set()
        while True:
            if self.text == "@" and self.ahead(1).text != "interface":
                self.at += 1
                self.name()
                while self.accept("."):
                    self.name()
                if self.text == "(":
                    self.at = self.closing() + 1
                seen.add("@")
            elif self.text in _MODIFIERS and not (self.text == "synchronized" and self.ahead(1).text == "("):
                seen.add(self.take().text)
            else:
                return seen

    def pass_type(self) -> str | None:
        """Pass a type; its last name, with `[]` for each dimension. None, and nothing passed, where none stands."""
        before = self.at
        try:
            return self._type()
        except NotFollowed:
            self.at = before
            return None

    def _type(self) -> str:
        self.pass_modifiers()
        name = self.name()
        self.pass_type_arguments()
        while self.text == "." and self.ahead(1).sort is Sort.WORD:
            self.at += 1
            self.pass_modifiers()
            name = self.name()
            self.pass_type_arguments()
        while self.accept("[", "]"):
            name += "[]"
        return name + "[]" if self.accept("...") else name

    def pass_type_arguments(self) -> None:
        """Pass what stands between angle brackets after a type, if anything does. Raises `NotFollowed`."""
        if not self.accept("<"):
            return
        while not self.accept(">"):
            self.pass_modifiers()
            if self.accept("?"):
                if self.accept("extends") or self.accept("super"):
                    self._type()
            else:
                self._type()
            while self.accept("&"):
                self._type()
            if not self.accept(",") and self.text != ">":
                raise NotFollowed

    def words(self, first: int, end: int) -> list[Token]:
        """The identifiers between two indexes."""
        return [token for token in self.tokens[first:end] if token.sort is Sort.WORD and token.text not in RESERVED]

    def placed(self, node: _Node, first: int) -> _Node:
        """The node, written from the token with that index up to here."""
        start, end = self.tokens[first], self.tokens[max(first, self.at - 1)]
        return at(node, start, end)


def at(node: _Node, start: Token, end: Token) -> _Node:
    """The node and all below it that has no place of its own, between two tokens."""
    waiting: list[ast.AST] = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, ast.expr | ast.stmt | ast.arg | ast.excepthandler | ast.pattern):
            if hasattr(part, "lineno"):
                # Whatever is below it was placed with it.
                continue
            part.lineno, part.col_offset = start.line, start.column
            # A name that nobody wrote holds no code.
            unwritten = isinstance(part, ast.Name) and part.id.startswith(UNWRITTEN)
            part.end_lineno, part.end_col_offset = (start.line, start.column) if unwritten else (end.end_line, end.end_column)
        waiting += ast.iter_child_nodes(part)
    return node


def pairs(tokens: Sequence[Token]) -> dict[int, int]:
    """Which bracket closes which. Raises `NotFollowed` where they do not fit."""
    found, waiting = dict[int, int](), list[int]()
    for index, token in enumerate(tokens):
        if token.sort is Sort.SIGN and token.text in _OPENING:
            waiting.append(index)
        elif token.sort is Sort.SIGN and token.text in _OPENING.values():
            if not waiting or _OPENING[tokens[waiting[-1]].text] != token.text:
                raise NotFollowed
            found[waiting.pop()] = index
    return found
