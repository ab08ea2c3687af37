"""A symbolic stack machine over the opcodes of one pickle: it makes nothing and sees what would be imported, called and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.model_artefact.limits import KEPT_ITEMS
from checks.model_artefact.observation import Observation
from checks.model_artefact.pickles.stack import Stack
from checks.model_artefact.pickles.tiers import Tier, tier_of
from checks.model_artefact.pickles.values import Global, Literal, Made, Persistent, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from checks.model_artefact.pickles.values import Value

_LITERAL_NAMES = (
    "INT BININT BININT1 BININT2 LONG LONG1 LONG4 STRING BINSTRING SHORT_BINSTRING BINBYTES SHORT_BINBYTES BINBYTES8 BYTEARRAY8 NONE NEWTRUE"
    " NEWFALSE UNICODE SHORT_BINUNICODE BINUNICODE BINUNICODE8 FLOAT BINFLOAT NEXT_BUFFER"
)
_LITERALS = frozenset(_LITERAL_NAMES.split())
_GROUPS = frozenset({"TUPLE", "LIST", "DICT", "FROZENSET"})
_EMPTY = frozenset({"EMPTY_LIST", "EMPTY_TUPLE", "EMPTY_DICT", "EMPTY_SET"})
_TUPLES = {"TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}
_HASHED = (str, int, bytes)


class Machine:
    """Takes one opcode after another. `seen` is what it noticed, `literals` what stood in the stream, `globals` what it imports."""

    def __init__(self, *, persistent: bool = False) -> None:
        """`persistent`: the container is one whose loader answers persistent ids with its own storages."""
        self.seen: set[Observation] = set()
        self.literals: list[str | bytes] = []
        self.imported: list[Global] = []
        self.called = False
        self._persistent = persistent
        self._stack = Stack()
        self._acts: dict[str, Callable[[object], None]] = {
            "GLOBAL": self._global,
            "STACK_GLOBAL": self._stack_global,
            "INST": self._inst,
            "OBJ": self._obj,
            "REDUCE": lambda _: self._call(2, created=False),
            "NEWOBJ": lambda _: self._call(2, created=True),
            "NEWOBJ_EX": lambda _: self._call(3, created=True),
            "BUILD": self._build,
            **dict.fromkeys(("APPEND", "SETITEM"), lambda _: None),
            "MARK": lambda _: self._stack.mark(),
            "POP": lambda _: self._stack.drop(),
            "POP_MARK": lambda _: self._ignored(self._stack.pop_mark()),
            "DUP": lambda _: self._stack.push(self._stack.top()),
            "MEMOIZE": lambda _: self._stack.remember(),
            "READONLY_BUFFER": lambda _: None,
            "PROTO": lambda _: None,
            "FRAME": lambda _: None,
        }

    def step(self, opcode: str, argument: object) -> None:
        """One opcode, by pickletools' name and with its argument as pickletools reads it."""
        if opcode in _LITERALS:
            self._literal(argument)
        elif opcode in _GROUPS:
            self._stack.push(_container(self._stack.pop_mark(), pairs=opcode == "DICT"))
        elif opcode in _EMPTY:
            self._stack.push(Made())
        elif opcode in _TUPLES:
            self._stack.push(_container([self._stack.pop() for _ in range(_TUPLES[opcode])][::-1]))
        elif opcode.endswith("PUT"):
            self._stack.remember(_number(argument))
        elif opcode.endswith("GET"):
            self._stack.recall(_number(argument))
        elif not self._filled(opcode):
            self._other(opcode, argument)
        if self._stack.misused:
            self.seen.add(Observation("stack-misuse"))

    def top(self) -> Value:
        """The topmost value."""
        return self._stack.top()

    def _other(self, opcode: str, argument: object) -> None:
        if opcode in {"PERSID", "BINPERSID"}:
            if opcode == "BINPERSID":
                self._stack.pop()
            self._stack.push(Persistent())
            if not self._persistent:
                self.seen.add(Observation("persistent-id"))
        elif opcode == "STOP":
            self._stack.pop()
        elif (act := self._acts.get(opcode)) is not None:
            act(argument)
        else:
            # EXT1, EXT2, EXT4 and whatever comes after them.
            self.seen.add(Observation("extension-code", opcode))
            self._stack.push(Unknown())

    def _filled(self, opcode: str) -> bool:
        """The opcodes that fill a container which has to be one of the stream's own."""
        if opcode in {"APPENDS", "ADDITEMS", "SETITEMS"}:
            items = self._stack.pop_mark()
        elif opcode in {"APPEND", "SETITEM"}:
            items = [self._stack.pop() for _ in range(1 + (opcode == "SETITEM"))][::-1]
        else:
            return False
        target = self._own(self._stack.top())
        if target is not None:
            _fill(target, items, pairs=opcode.startswith("SETITEM"))
        return True

    def _literal(self, argument: object) -> None:
        if isinstance(argument, (str, bytes, bytearray)):
            self.literals.append(bytes(argument) if isinstance(argument, bytearray) else argument)
        self._stack.push(Literal(argument))

    def _global(self, argument: object) -> None:
        module, _, name = str(argument).partition(" ")
        self._stack.push(self._import(module, name))

    def _stack_global(self, _: object) -> None:
        name, module = self._stack.pop(), self._stack.pop()
        plain = [each.value for each in (module, name) if isinstance(each, Literal) and isinstance(each.value, str)]
        if len(plain) == 2:  # noqa: PLR2004 - a module and a name
            self._stack.push(self._import(*plain))
        else:
            self.seen.add(Observation("computed-name"))
            self._stack.push(Unknown())

    def _import(self, module: str, name: str) -> Global:
        found = Global(module, name)
        self.imported.append(found)
        if (code := _IMPORT_CODES.get(tier_of(found))) is not None:
            self.seen.add(Observation(code, f"{module}.{name}"))
        return found

    def _inst(self, argument: object) -> None:
        module, _, name = str(argument).partition(" ")
        items = self._stack.pop_mark()
        self._made(self._import(module, name), items, created=False)

    def _obj(self, _: object) -> None:
        items = self._stack.pop_mark()
        self._made(items[0] if items else Unknown(), items[1:], created=False)

    def _call(self, count: int, *, created: bool) -> None:
        taken = [self._stack.pop() for _ in range(count)][::-1]
        arguments = taken[1]
        self._made(taken[0], arguments.items if isinstance(arguments, Made) else [], created=created)

    def _made(self, target: Value, items: list[Value], *, created: bool) -> None:
        self.called = True
        if isinstance(target, Global):
            code = None if created else _CALL_CODES.get((tier_of(target), target.name[:1].islower()))
            if code is not None:
                self.seen.add(Observation(code, f"{target.module}.{target.name}"))
            self._stack.push(Made(target, items[:KEPT_ITEMS]))
        else:
            self.seen.add(Observation("computed-call"))
            self._stack.push(Unknown())

    def _build(self, _: object) -> None:
        state, target = self._stack.pop(), self._own(self._stack.top())
        if target is not None and isinstance(state, Made):
            target.entries.update(state.entries)

    def _own(self, target: Value) -> Made | None:
        if isinstance(target, Made):
            return target
        subject = f"{target.module}.{target.name}" if isinstance(target, Global) else ""
        self.seen.add(Observation("changes-imported" if subject else "changes-unknown", subject))
        return None

    def _ignored(self, _: list[Value]) -> None:
        pass


# An import alone: it runs the module, and whatever it brings is there for later opcodes.
_IMPORT_CODES = {
    Tier.DANGEROUS: "import-dangerous",
    Tier.DISGUISED: "import-disguised",
    Tier.UNREVIEWED: "import-unreviewed",
}
_CALL_CODES = {
    (Tier.UNREVIEWED, True): "call-unreviewed",
    (Tier.FRAMEWORK, False): "call-framework",
    (Tier.FRAMEWORK, True): "call-framework",
}


def _number(argument: object) -> int:
    return argument if isinstance(argument, int) else -1


def _container(items: list[Value], *, pairs: bool = False) -> Made:
    made = Made()
    _fill(made, items, pairs=pairs)
    return made


def _fill(target: Made, items: list[Value], *, pairs: bool) -> None:
    if pairs:
        for key, value in zip(items[::2], items[1::2], strict=False):
            if isinstance(key, Literal) and isinstance(key.value, _HASHED) and len(target.entries) < KEPT_ITEMS:
                target.entries[key.value] = value
    else:
        target.items.extend(items[: max(0, KEPT_ITEMS - len(target.items))])
