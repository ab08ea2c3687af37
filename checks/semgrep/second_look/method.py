"""Methods of constants and containers: what they give, and what they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.semgrep.second_look.value import MAX_TEXT, Fixed, Known, Series, Table, Unknown, Value, harmless, known, loosened, unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXT = frozenset(
    {
        *("upper", "lower", "strip", "lstrip", "rstrip", "title", "capitalize", "swapcase", "casefold", "replace", "split", "rsplit"),
        *("splitlines", "startswith", "endswith", "find", "rfind", "index", "count", "partition", "rpartition", "encode", "decode"),
        *("removeprefix", "removesuffix", "isdigit", "isalpha", "isalnum", "isnumeric", "isidentifier", "format", "join", "hex"),
    }
)


def method(owner: Value, name: str, arguments: Sequence[Value], line: int) -> Value:
    """What a method makes of its owner and positional arguments; a container is changed as the method changes it."""
    match owner:
        case Known(value=str() | bytes() as text):
            return _of_text(text, name, arguments, line)
        case Fixed() if name in _TEXT and all(map(harmless, arguments)):
            return Fixed()
        case Series(items=list(items)):
            return _of_series(owner, items, name, arguments, line)
        case Table(items=dict(), sections=True):
            return _of_sections(owner, name, arguments, line)
        case Table(items=dict()):
            return _of_table(owner, name, arguments, line)
    for argument in arguments:
        loosened(argument)
    return unknown(owner, *arguments, line=line)


def _of_text(text: str | bytes, name: str, arguments: Sequence[Value], line: int) -> Value:
    if name not in _TEXT:
        return unknown(*arguments, line=line)
    match name, arguments:
        case "join", [Series(items=list(items))]:
            given = [item.value for item in items if isinstance(item, Known)]
            if len(given) == len(items):
                return known(lambda: text.join(given))  # type: ignore[arg-type]
    given = [argument.value for argument in arguments if isinstance(argument, Known)]
    if len(given) == len(arguments) and name != "format" and len(text) * max([1, *map(_size, given)]) <= MAX_TEXT:
        return known(lambda: getattr(text, name)(*given))
    return Fixed() if all(map(harmless, arguments)) else unknown(*arguments, line=line)


def _size(value: object) -> int:
    return len(value) if isinstance(value, str | bytes) else 1


def _of_series(owner: Series, items: list[Value], name: str, arguments: Sequence[Value], line: int) -> Value:  # noqa: PLR0911, C901 - a case each
    match name, arguments:
        case "append", [value]:
            items.append(value)
            return Known(None)
        case "insert", [Known(value=int(at)), value]:
            items.insert(at, value)
            return Known(None)
        case "extend", [Series(items=list(more))]:
            items.extend(more)
            return Known(None)
        case "pop", [] if items:
            return items.pop()
        case "pop", [Known(value=int(at))] if -len(items) <= at < len(items):
            return items.pop(at)
        case "clear", []:
            items.clear()
            return Known(None)
        case "reverse", []:
            items.reverse()
            return Known(None)
        case "copy", []:
            return Series(list(items))
        case ("count" | "index"), _:
            return Fixed()
    # `remove` compares, `sort` reorders: what is left where is not followed.
    result = unknown(owner, *arguments, line=line)
    for each in (owner, *arguments):
        loosened(each)
    return result


def _of_table(owner: Table, name: str, arguments: Sequence[Value], line: int) -> Value:  # noqa: PLR0911, C901 - a case each
    items = owner.items or {}
    match name, arguments:
        case "get", [Known(value=key)]:
            return items.get(key, Known(None))
        case "get", [Known(value=key), default]:
            return items.get(key, default)
        case "pop", [Known(value=key), *rest] if key in items or rest:
            return items.pop(key, rest[0] if rest else Known(None))
        case "setdefault", [Known(value=key), default]:
            return items.setdefault(key, default)
        case "update", [Table(items=dict(more))]:
            items.update(more)
            return Known(None)
        case "copy", []:
            return Table(dict(items))
        case "clear", []:
            items.clear()
            return Known(None)
        case "values", []:
            return Series(list(items.values()))
        case "get", [_, *defaults] if all(isinstance(each, Known | Fixed) for each in (*items.values(), *defaults)):
            return Fixed()
    result = unknown(owner, *arguments, line=line)
    for each in (owner, *arguments):
        loosened(each)
    return result


def _of_sections(owner: Table, name: str, arguments: Sequence[Value], line: int) -> Value:
    """A `configparser`: options by section and lower-case name."""
    items = owner.items if owner.items is not None else {}
    match name, arguments:
        case "add_section", [_]:
            return Known(None)
        case "set", [Known(value=str(section)), Known(value=str(option)), value] if not _refers(value):
            items[section, option.lower()] = value
            return Known(None)
        case "get", [Known(value=str(section)), Known(value=str(option))]:
            return items.get((section, option.lower()), Unknown(frozenset({line})))
        case ("has_section" | "has_option" | "getint" | "getboolean" | "getfloat"), _:
            return Fixed()
    result = unknown(owner, *arguments, line=line)
    loosened(owner)
    return result


def _refers(value: Value) -> bool:
    """An option's text may refer to another option, whose text then stands in it."""
    return isinstance(value, Known) and isinstance(value.value, str) and ("%(" in value.value or "${" in value.value)
