"""Tells which of several equal things is which by the lines they stand on: the nearest belong together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

Left = TypeVar("Left")
Right = TypeVar("Right")

# Comparing all with all is quadratic; so many equal findings in a file are generated code, where their order will do.
_MANY = 200


def paired(
    left: Iterable[tuple[Hashable, int, Left]], right: Iterable[tuple[Hashable, int, Right]]
) -> tuple[list[tuple[Left, Right]], list[Left], list[Right]]:
    """Each thing comes with its key and its line. Returns the pairs of one key, nearest first, and what stays alone on each side."""
    ours, theirs = _by_key(left), _by_key(right)
    pairs: list[tuple[Left, Right]] = []
    alone: list[Left] = []
    left_over: list[Right] = []
    for key in dict.fromkeys((*ours, *theirs)):
        mine, yours = ours.get(key, []), theirs.get(key, [])
        matched = _nearest([line for line, _ in mine], [line for line, _ in yours])
        pairs += [(mine[a][1], yours[b][1]) for a, b in matched]
        taken, used = {a for a, _ in matched}, {b for _, b in matched}
        alone += [item for at, (_, item) in enumerate(mine) if at not in taken]
        left_over += [item for at, (_, item) in enumerate(yours) if at not in used]
    return pairs, alone, left_over


def _by_key(things: Iterable[tuple[Hashable, int, Left]]) -> dict[Hashable, list[tuple[int, Left]]]:
    found: dict[Hashable, list[tuple[int, Left]]] = defaultdict(list)
    for key, line, thing in things:
        found[key].append((line, thing))
    return {key: sorted(entries, key=_line) for key, entries in found.items()}


def _line(entry: tuple[int, object]) -> int:
    return entry[0]


def _nearest(left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int]]:
    """Positions that belong together: as many as can be, the smallest distance first."""
    if len(left) > _MANY or len(right) > _MANY:
        return list(zip(range(len(left)), range(len(right)), strict=False))
    distances = sorted((abs(a - b), i, j) for i, a in enumerate(left) for j, b in enumerate(right))
    taken: set[int] = set()
    used: set[int] = set()
    found: list[tuple[int, int]] = []
    for _, i, j in distances:
        if i not in taken and j not in used:
            found.append((i, j))
            taken.add(i)
            used.add(j)
    return found
