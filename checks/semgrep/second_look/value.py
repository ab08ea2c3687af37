"""What a name may hold when a line is reached: a constant, a container of values, code of this file, or anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Hashable, Iterable

# Longer constants are not built: a short program can describe a very long one.
MAX_TEXT = 10_000
MAX_ITEMS = 1_000

ANYWHERE = frozenset({0})

Plain = str | bytes | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Known:
    """Exactly this constant."""

    value: Plain


@dataclass(frozen=True, slots=True)
class Fixed:
    """Some constant of the program, or a number: which one is not known, but nobody outside chose its text."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything. `lines`: those of the expressions it came from; 0 among them: it may have come from any."""

    lines: frozenset[int] = ANYWHERE


@dataclass(slots=True, eq=False)
class Series:
    """A list or tuple. `items` is None once somebody else may have changed it; `builder`: parts of a text to be."""

    items: list[Value] | None = field(default_factory=list)
    builder: bool = False


@dataclass(slots=True, eq=False)
class Table:
    """A dictionary, or the options of a configuration parser. `items` is None once somebody else may have changed it."""

    items: dict[Hashable, Value] | None = field(default_factory=dict)
    sections: bool = False


@dataclass(frozen=True, slots=True)
class Routine:
    """A function of the same file; `bound` when it was reached through an object."""

    node: ast.FunctionDef
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a value, about to be called."""

    owner: Value
    name: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of the same file; `made` for an object of it."""

    node: ast.ClassDef
    made: bool = False


Value = Known | Fixed | Unknown | Series | Table | Routine | Method | Kind


def harmless(value: Value) -> bool:
    """Whether nobody outside the program has a say in it."""
    match value:
        case Known() | Fixed():
            return True
        case Series(items=items) if items is not None:
            return all(harmless(item) for item in items)
        case Table(items=entries) if entries is not None:
            return all(harmless(item) for item in entries.values())
        case _:
            return False


def plain(value: Value) -> bool:
    """Whether it is harmless and holds nothing that could be changed through another name."""
    match value:
        case Series(items=items) if items is not None:
            return all(isinstance(item, Known | Fixed) for item in items)
        case Table(items=entries) if entries is not None:
            return all(isinstance(item, Known | Fixed) for item in entries.values())
        case _:
            return isinstance(value, Known | Fixed)


def lines_of(values: Iterable[Value]) -> frozenset[int]:
    """The lines that the values came from."""
    found: set[int] = set()
    for value in values:
        match value:
            case Unknown(lines=lines):
                found |= lines
            case Series(items=None) | Table(items=None) | Kind(made=True):
                found |= ANYWHERE
            case Series(items=list(items)):
                found |= lines_of(items)
            case Table(items=dict(entries)):
                found |= lines_of(entries.values())
            case Method(owner=owner):
                found |= lines_of([owner])
    return frozenset(found)


def unknown(*values: Value, line: int = 0) -> Unknown:
    """Anything, made of these values on this line."""
    return Unknown(lines_of(values) | ({line} if line else set()))


def joined(one: Value, other: Value) -> Value:
    """What holds on both of two paths."""
    if one is other or one == other:
        return one
    if isinstance(one, Known | Fixed) and isinstance(other, Known | Fixed):
        return Fixed()
    result = unknown(one, other)
    loosened(one)
    loosened(other)
    return result


def loosened(value: Value) -> None:
    """Somebody else has got hold of it: a container may hold anything from now on."""
    match value:
        case Series(items=items) if items is not None:
            value.items = None
            for item in items:
                loosened(item)
        case Table(items=entries) if entries is not None:
            value.items = None
            for item in entries.values():
                loosened(item)


def known(make: Callable[[], object]) -> Value:
    """The constant that `make` computes; a program that would raise, or makes something large or else, is not followed."""
    try:
        made = make()
    except Exception:  # noqa: BLE001 - any fault of the code that is looked at
        return Unknown()
    if isinstance(made, str | bytes) and len(made) > MAX_TEXT:
        return Unknown()
    if made is None or isinstance(made, str | bytes | int | float):
        return Known(made)
    if isinstance(made, list | tuple) and len(made) <= MAX_ITEMS:
        return Series([known(lambda each=each: each) for each in made])  # type: ignore[misc]
    return Unknown()
