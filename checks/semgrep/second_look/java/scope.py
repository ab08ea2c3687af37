"""What names mean within a class and a method."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

THIS = "this"
# Nothing is known of what this makes, and all that it is given may be changed.
OPAQUE = "java.opaque"


def call(name: str, *arguments: ast.expr) -> ast.Call:
    """A call of a name that no program has."""
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


@dataclass(slots=True)
class Scope:
    """`own`: the class the code stands in; `around`: its methods and those of the classes around it, by the class that has them.

    `declared` are all classes of the file, `constants` its fields that hold one literal for good; `local` are the names that the
    method has declared so far.
    """

    own: str
    around: Mapping[str, str] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()
    constants: frozenset[str] = frozenset()
    local: set[str] = field(default_factory=set)

    def named(self, name: str) -> ast.expr:
        """What a bare name stands for: a variable, a constant or type of the file, or a field of which nothing is known."""
        if name in self.local or name in self.constants or name[:1].isupper():
            return ast.Name(name, ast.Load())
        return ast.Attribute(ast.Name(THIS, ast.Load()), name, ast.Load())

    def foreign_constant(self, owner: ast.expr, name: str) -> bool:
        """Whether a field is another file's constant, as its capitals tell."""
        return isinstance(owner, ast.Name) and owner.id[:1].isupper() and owner.id not in self.declared | self.local and name.isupper()

    def target(self, name: str) -> ast.expr:
        """A bare name that is given a value."""
        if name in self.local:
            return ast.Name(name, ast.Store())
        return ast.Attribute(ast.Name(THIS, ast.Load()), name, ast.Store())

    def called(self, name: str) -> ast.expr:
        """A method that is called by its bare name."""
        owner = self.around.get(name, self.own)
        instance = ast.Name(THIS, ast.Load()) if owner == self.own else ast.Call(ast.Name(owner, ast.Load()), [], [])
        return ast.Attribute(instance, name, ast.Load())
