"""What a second look has to know of a programming language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Mapping, Sequence

    from checks.semgrep.second_look.value import Value


@dataclass(frozen=True, slots=True)
class Language:
    """`parse`: a file in Python's syntax, at the places it was written at; what cannot be read raises `SyntaxError`.

    `called`: what a function makes, by its full name, of positional and named arguments; None for one that is not known.
    `method`: what a method makes of its owner and positional arguments on a line; what else it may change, it loosens.
    """

    parse: Callable[[bytes], ast.Module]
    called: Callable[[str, Sequence[Value], Mapping[str, Value]], Value | None]
    method: Callable[[Value, str, Sequence[Value], int], Value]
