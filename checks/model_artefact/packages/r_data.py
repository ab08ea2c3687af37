"""R's saved objects, walked item by item: promises, functions, and the names that they call."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from checks.model_artefact.budget import Budget

_HEADER = re.compile(rb"(?:RD[XBA][23]\n)?([XBA])\n")
_VERSIONS, _ENCODED = (2, 3), 3
# Types of items, as R's own headers number them.
_SYMBOL, _PAIRS, _CLOSURE, _ENVIRONMENT, _PROMISE, _CALL, _CHARS, _DOTS = 1, 2, 3, 4, 5, 6, 9, 17
_VECTORS = {10: 4, 13: 4, 14: 8, 15: 16, 24: 1}
_OF_ITEMS, _BUILT_IN = frozenset((16, 19, 20)), frozenset((7, 8))
_BYTECODE, _POINTER, _WEAK, _OBJECT = 21, 22, 23, 25
_REFERENCE, _ALTERNATIVE, _NAMED = 255, 238, frozenset((247, 248, 249))
_NOTHING = frozenset((254, 253, 252, 251, 250, 242, 241, 0))
_BC_REFERENCE, _BC_DEFINITION, _BC_CALLS = 243, 244, {2: False, 6: False, 239: True, 240: True}
_ATTRIBUTES, _TAG = 0x200, 0x400
_POWERFUL_NAMES = (
    "system system2 shell shell.exec download.file socketConnection pipe dyn.load source sys.source reg.finalizer makeActiveBinding"
    " delayedAssign"
)
_POWERFUL = frozenset(_POWERFUL_NAMES.encode().split())


class _Broken(Exception):
    """The stream is not as the format has it."""


def is_r_data(data: bytes) -> bool:
    """Whether it begins as a saved object does, with a version that exists."""
    found = _HEADER.match(data)
    if found is None:
        return False
    if found[1] == b"A":
        return re.match(rb"[23]\n\d{5,7}\n\d{5,7}\n", data[found.end() :]) is not None
    return int.from_bytes(data[found.end() : found.end() + 4], "big" if found[1] == b"X" else "little") in _VERSIONS


@dataclass(slots=True)
class _Walk:
    data: bytes
    at: int
    order: str
    budget: Budget
    types: set[int] = field(default_factory=set)
    names: set[bytes] = field(default_factory=set)

    def number(self) -> int:
        self.budget.opcode()
        if self.at + 4 > len(self.data):
            raise _Broken
        self.at += 4
        return int(struct.unpack_from(f"{self.order}i", self.data, self.at - 4)[0])

    def skip(self, count: int) -> bytes:
        if not 0 <= count <= len(self.data) - self.at:
            raise _Broken
        self.at += count
        return self.data[self.at - count : self.at]

    def length(self) -> int:
        count = self.number()
        return (self.number() << 32) + (self.number() & 0xFFFFFFFF) if count == -1 else count


def read_r(data: bytes, budget: Budget) -> set[Observation]:
    """What is to be said of the object. Raises `Spent`."""
    found = _HEADER.match(data)
    if found is None or found[1] == b"A":
        return {Observation("not-parsed", "R data as text")}
    walk = _Walk(data, found.end(), ">" if found[1] == b"X" else "<", budget)
    seen: set[Observation] = set()
    try:
        version = walk.number()
        walk.skip(8)
        if version == _ENCODED:
            walk.skip(walk.number())
        _items(walk)
    except _Broken:
        seen.add(Observation("not-parsed", "the saved object of R"))
    if _PROMISE in walk.types:
        seen.add(Observation("r-promise"))
    if walk.types & {_CLOSURE, _CALL, _BYTECODE, _PROMISE}:
        seen.update(Observation("r-calls", name.decode()) for name in walk.names & _POWERFUL)
    return seen | ({Observation("r-function")} if walk.types & {_CLOSURE, _BYTECODE} else set())


def _items(walk: _Walk) -> None:
    """Every item of the stream: a list of what is still to be read, the next one last."""
    waiting = ["item"]
    while waiting:
        what = waiting.pop()
        if what == "item":
            waiting += _item(walk)
        elif what == "constants":
            waiting += ["constant"] * _bounded(walk, walk.number())
        elif what == "bytecode":
            waiting += ["constants", "item"]
        else:
            waiting += _constant(walk, what)


def _constant(walk: _Walk, what: str) -> list[str]:
    kind = walk.number()
    if kind == _BYTECODE and what == "constant":
        return ["bytecode"]
    if kind == _BC_REFERENCE:
        walk.number()
        return []
    if kind == _BC_DEFINITION:
        walk.number()
        return [what]
    if kind in _BC_CALLS:
        walk.types.add(_CALL)
        return ["call", "call", "item", *(["item"] if _BC_CALLS[kind] else [])]
    return ["item"]


def _item(walk: _Walk) -> list[str]:
    flags = walk.number()
    kind = flags & 0xFF
    walk.types.add(kind)
    after = ["item"] if flags & _ATTRIBUTES else []
    made: list[str] = []
    if kind in {_PAIRS, _CALL, _CLOSURE, _PROMISE, _DOTS}:
        made = ["item", "item", *(["item"] if flags & _TAG else []), *after]
    elif kind == _CHARS:
        walk.names.add(walk.skip(max(walk.number(), 0)))
    elif kind in _VECTORS:
        walk.skip(walk.length() * _VECTORS[kind])
        made = after
    elif kind in _OF_ITEMS:
        made = [*after, *(["item"] * _bounded(walk, walk.length()))]
    elif kind == _REFERENCE:
        if flags >> 8 == 0:
            walk.number()
    elif kind in _NAMED:
        walk.number()
        made = ["item"] * _bounded(walk, walk.number())
    elif kind in _BUILT_IN:
        walk.names.add(walk.skip(walk.number()))
    else:
        made = _rarer(walk, kind, after)
    return made


def _rarer(walk: _Walk, kind: int, after: list[str]) -> list[str]:
    if kind in {_ENVIRONMENT, _BYTECODE}:
        walk.number()
    counts = {_SYMBOL: 1, _ENVIRONMENT: 4, _POINTER: 2, _WEAK: 0, _OBJECT: 0, _ALTERNATIVE: 3, _BYTECODE: 0}
    if kind not in counts and kind not in _NOTHING:
        raise _Broken
    behind = after if kind in {_POINTER, _WEAK, _OBJECT} else []
    return ["bytecode", *after] if kind == _BYTECODE else [*behind, *(["item"] * counts.get(kind, 0))]


def _bounded(walk: _Walk, count: int) -> int:
    """A number of items, each of which takes four bytes at least."""
    if not 0 <= count <= (len(walk.data) - walk.at) // 4:
        raise _Broken
    return count
