"""Facts out of foreign data: what is of another type than expected counts as not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checks.core.dependency import Scope

MAX_ADDRESS = 300


def text(value: object) -> str:
    """The text; empty for anything else."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> list[str]:
    """The texts of a list that are not empty."""
    return [item for item in value if isinstance(item, str) and item] if isinstance(value, list) else []


def table(value: object) -> dict[str, Any]:
    """The mapping; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def tables(value: object) -> list[dict[str, Any]]:
    """The mappings of a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def address(value: object) -> str:
    """An address without user, password, query and fragment, any of which may be a secret."""
    scheme, mark, rest = text(value).strip().partition("://")
    if not mark:
        rest, scheme = scheme, ""
    bare = rest.partition("?")[0].partition("#")[0]
    authority, slash, path = bare.partition("/")
    return f"{scheme}{mark}{authority.rpartition('@')[2]}{slash}{path}"[:MAX_ADDRESS]


def reached(needs: Mapping[str, Iterable[str]], roots: Iterable[str]) -> set[str]:
    """The roots and all that they need, however far away."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += needs.get(name, ())
    return found


def scopes(needs: Mapping[str, Iterable[str]], roots: Mapping[Scope, Iterable[str]]) -> dict[str, Scope]:
    """Each name's scope: that of the first roots that need it, in the order given."""
    found: dict[str, Scope] = {}
    for scope, names in roots.items():
        for name in reached(needs, names):
            found.setdefault(name, scope)
    return found
