"""Calls whose results can be computed from constants without running anything of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checks.semgrep.second_look.value import Fixed, Known, Series, Table, Value, known, loosened, plain, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# A number carries no attack, whatever text it was read from.
NUMBERS = frozenset({"int", "float", "bool", "len", "abs", "hash", "ord", "id", "isinstance", "issubclass", "callable", "any", "all"})
_READ: dict[str, Callable[[Any], object]] = {"int": int, "float": float, "bool": bool, "ord": ord}
_PURE: dict[str, Callable[..., object]] = {"str": str, "repr": repr, "chr": chr, "hex": hex, "min": min, "max": max, "round": round}


def builtin(name: str, arguments: Sequence[Value]) -> Value | None:
    """What a built-in function makes of its positional arguments; None when it is not one that is followed."""
    if name in NUMBERS:
        return _number(name, arguments)
    if name in _PURE:
        return _computed(name, arguments)
    return _container(name, arguments)


def _number(name: str, arguments: Sequence[Value]) -> Value:
    match name, arguments:
        case "len", [Series(items=list(items))]:
            return Known(len(items))
        case "len", [Known(value=str() | bytes() as text)]:
            return Known(len(text))
        case ("int" | "float" | "bool" | "ord"), [Known(value=constant)]:
            return known(lambda: _READ[name](constant))
        case _:
            return Fixed()


def _computed(name: str, arguments: Sequence[Value]) -> Value:
    given = [argument.value for argument in arguments if isinstance(argument, Known)]
    if len(given) == len(arguments):
        return known(lambda: _PURE[name](*given))
    return Fixed() if all(map(plain, arguments)) else unknown(*arguments)


def _container(name: str, arguments: Sequence[Value]) -> Value | None:
    match name, arguments:
        case ("list" | "tuple"), []:
            return Series([])
        case ("list" | "tuple"), [Series(items=list(items))]:
            return Series(list(items))
        case "reversed", [Series(items=list(items))]:
            return Series(items[::-1])
        case "sorted", [Series(items=list(items))]:
            return _mixed(items)
        case "dict", []:
            return Table({})
        case _:
            return None


def _mixed(items: list[Value]) -> Value:
    """The same items in an order that is not followed."""
    if all(isinstance(item, Known | Fixed) for item in items):
        return Series([Fixed() for _ in items])
    result = unknown(*items)
    for item in items:
        loosened(item)
    return result
