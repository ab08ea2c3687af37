"""Lists, maps and builders of text: what they hold, entry by entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.semgrep.second_look.value import Fixed, Known, Series, Table, Value, harmless, loosened, plain, unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

_LISTS = frozenset({"ArrayList", "LinkedList", "Vector", "CopyOnWriteArrayList"})
_MAPS = frozenset({"HashMap", "LinkedHashMap", "Hashtable", "ConcurrentHashMap", "TreeMap"})
_BUILDERS = frozenset({"StringBuilder", "StringBuffer"})
_LISTING = frozenset({"Arrays.asList", "List.of"})


def container(name: str, arguments: Sequence[Value]) -> Value | None:  # noqa: PLR0911 - a case each
    """A new one, by the name of its class or of the method that makes it; None for all others."""
    match arguments:
        case [] | [Known(value=int())]:
            if name in _LISTS:
                return Series([])
            if name in _MAPS:
                return Table({})
            if name in _BUILDERS:
                return Series([], builder=True)
        case [Series(items=list(items), builder=False)] if name in _LISTS or name == "Arrays.asList":
            return Series(list(items))
        case [Known() | Fixed() as text] if name in {*_BUILDERS, "String"}:
            return Series([text], builder=True) if name in _BUILDERS else text
        case [text] if name in _BUILDERS:
            loosened(text)
            return Series([text], builder=True)
    if name == "String" and all(map(harmless, arguments)):
        return Fixed()
    if name in _LISTING and not any(isinstance(each, Series) for each in arguments):
        return Series(list(arguments))
    return None


def of_builder(owner: Series, name: str, arguments: Sequence[Value], line: int) -> Value:
    """A builder of text: the parts put into it, of which only the order they came in is told."""
    items = owner.items if owner.items is not None else []
    match name, arguments:
        case "append", [value] if not isinstance(value, Series | Table):
            items.append(value)
            return owner
        case "toString", []:
            return Fixed() if plain(owner) else unknown(*items, line=line)
        case ("length" | "indexOf" | "lastIndexOf" | "isEmpty" | "capacity" | "charAt"), _ if plain(owner):
            return Fixed()
        case ("reverse" | "insert" | "replace" | "delete" | "deleteCharAt"), _ if all(map(plain, arguments)):
            return owner
        case ("setLength" | "ensureCapacity"), _:
            return Known(None)
    return _lost(owner, arguments, line)


def of_list(owner: Series, name: str, arguments: Sequence[Value], line: int) -> Value:  # noqa: PLR0911, C901 - a case each
    """A list or an array."""
    items = owner.items if owner.items is not None else []
    match name, arguments:
        case ("add" | "addLast" | "addElement"), [value]:
            items.append(value)
            return Fixed()
        case "add", [Known(value=int(at)), value] if 0 <= at <= len(items):
            items.insert(at, value)
            return Fixed()
        case ("get" | "elementAt"), [Known(value=int(at))] if 0 <= at < len(items):
            return items[at]
        case "set", [Known(value=int(at)), value] if 0 <= at < len(items):
            items[at] = value
            return Fixed()
        case "remove", [Known(value=int(at))] if 0 <= at < len(items):
            return items.pop(at)
        case "addAll", [Series(items=list(more), builder=False)]:
            items.extend(more)
            return Fixed()
        case "clear", []:
            items.clear()
            return Fixed()
        case "size", []:
            return Known(len(items))
        case "isEmpty", []:
            return Known(not items)
        case ("contains" | "indexOf" | "equals" | "hashCode"), _:
            return Fixed()
        case ("get" | "getFirst" | "getLast"), _ if plain(owner):
            return Fixed()
    return _lost(owner, arguments, line)


def of_map(owner: Table, name: str, arguments: Sequence[Value], line: int) -> Value:  # noqa: PLR0911 - a case each
    """A map whose keys are constants."""
    items = owner.items if owner.items is not None else {}
    match name, arguments:
        case "put", [Known(value=key), value]:
            # What was there before is given back.
            before = items.get(key, Known(None))
            items[key] = value
            return before
        case "get", [Known(value=key)]:
            return items.get(key, Known(None))
        case "getOrDefault", [Known(value=key), default]:
            return items.get(key, default)
        case "remove", [Known(value=key)]:
            return items.pop(key, Known(None))
        case "putIfAbsent", [Known(value=key), value]:
            return items.setdefault(key, value)
        case "clear", []:
            items.clear()
            return Known(None)
        case "containsKey", [Known(value=key)]:
            return Known(key in items)
        case ("size" | "isEmpty" | "containsKey" | "containsValue"), _:
            return Fixed()
        case ("get" | "getOrDefault"), [_, *defaults] if all(isinstance(each, Known | Fixed) for each in (*items.values(), *defaults)):
            return Fixed()
    return _lost(owner, arguments, line)


def _lost(owner: Series | Table, arguments: Sequence[Value], line: int) -> Value:
    """A method that may do anything with all it gets hold of."""
    result = unknown(owner, *arguments, line=line)
    for each in (owner, *arguments):
        loosened(each)
    return result
