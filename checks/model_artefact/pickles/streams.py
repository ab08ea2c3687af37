"""All pickles in a run of bytes: one after another, behind padding, between raw arrays, and after whatever is no pickle."""

from __future__ import annotations

import io
import math
import pickletools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checks.model_artefact.observation import Observation
from checks.model_artefact.pickles.machine import Machine
from checks.model_artefact.pickles.tiers import Tier, dangerous_root, tier_of
from checks.model_artefact.pickles.values import Global, Literal, Made

if TYPE_CHECKING:
    from checks.model_artefact.budget import Budget

# With a protocol, or (protocols 0 and 1 announce none) with an import by its text.
_START = re.compile(rb"\x80[\x02-\x05]|[ci]([A-Za-z_]\w*)[\w.]*\r?\n[A-Za-z_][\w.]*\r?\n")
PROTO, _HIGHEST_PROTOCOL = 0x80, 5
_ITEM = re.compile(r"[<>|=]?[biufcSVMm](\d{1,9})")
_UNICODE = re.compile(r"[<>|=]?U(\d{1,9})")
_ARRAY = ("joblib.numpy_pickle", "NumpyArrayWrapper")
_PADDING = b"\0\t\n\r "
# `torch.save` before its zip format: this number, then the protocol, the machine, the object, the storages' keys, raw storages.
LEGACY_TORCH = 0x1950A86A20F9469CFC6C
_LEGACY_BYTES = b"\x8a\x0a" + LEGACY_TORCH.to_bytes(10, "little") + b"."


@dataclass(slots=True)
class Stream:
    """One pickle: where it ends, whether it came to its STOP, and what the machine saw."""

    start: int
    end: int = 0
    complete: bool = False
    machine: Machine = field(default_factory=Machine)
    seen: set[Observation] = field(default_factory=set)


def read_pickles(data: bytes, budget: Budget, *, persistent: bool = False) -> list[Stream]:
    """Every pickle of these bytes, the first at their beginning. Raises `Spent`."""
    persistent = persistent or data[2 : 2 + len(_LEGACY_BYTES)] == _LEGACY_BYTES
    streams = [_read(data, 0, budget, persistent=persistent)]
    at = streams[0].end
    while at < len(data):
        behind = _skip(data, at)
        if behind < len(data):
            further = _read(data, behind, budget, persistent=persistent)
            if convincing(data, further):
                streams.append(further)
                at = further.end
                continue
        found = _next(data, behind + 1, budget, persistent=persistent)
        if found is None:
            break
        streams.append(found)
        at = found.end
    return streams


def find_pickles(data: bytes, budget: Budget) -> list[Stream]:
    """Every pickle that imports something, anywhere in bytes that are no pickle themselves. Raises `Spent`."""
    streams: list[Stream] = []
    at = 0
    while (found := _next(data, at, budget, persistent=False)) is not None:
        streams.append(found)
        at = found.end
    return streams


def _skip(data: bytes, at: int) -> int:
    while at < len(data) and data[at] in _PADDING:
        at += 1
    return at


def _next(data: bytes, at: int, budget: Budget, *, persistent: bool) -> Stream | None:
    """The next place from which a pickle imports something. In raw numbers and in lists of words a start stands by chance now and then."""
    while (match := _START.search(data, at)) is not None:
        at = match.start()
        if data[at] != PROTO and not dangerous_root(match[1].decode()):
            # A list of words is full of them.
            at += 1
            continue
        budget.resync()
        stream = _read(data, at, budget, persistent=persistent)
        if convincing(data, stream):
            return stream
        at += 1
    return None


def convincing(data: bytes, stream: Stream) -> bool:
    """Whether it is a pickle and no chance: one of text has to call something, and to end or to import what is dangerous."""
    machine = stream.machine
    if not any(_plain(each) for each in machine.imported):
        return False
    if data[stream.start] == PROTO:
        return True
    return machine.called and (stream.complete or any(tier_of(each) in {Tier.DANGEROUS, Tier.DISGUISED} for each in machine.imported))


def _plain(imported: Global) -> bool:
    return imported.module.replace(".", "_").isidentifier() and imported.name.replace(".", "_").isidentifier()


def _read(data: bytes, start: int, budget: Budget, *, persistent: bool) -> Stream:
    file = io.BytesIO(data)
    file.seek(start)
    stream = Stream(start, machine=Machine(persistent=persistent))
    frame_end = 0
    try:
        for opcode, argument, position in pickletools.genops(file):
            budget.opcode()
            at, end = position or 0, file.tell()
            if at < frame_end < end or (opcode.name == "FRAME" and at < frame_end):
                stream.seen.add(Observation("frame-straddle"))
            if opcode.name == "FRAME" and isinstance(argument, int):
                frame_end = end + argument
                if frame_end > len(data):
                    stream.seen.add(Observation("frame-straddle"))
            if opcode.name == "PROTO" and (at != start or not isinstance(argument, int) or argument > _HIGHEST_PROTOCOL):
                stream.seen.add(Observation("protocol-misplaced"))
            stream.machine.step(opcode.name, argument)
            if opcode.name == "BUILD":
                _skip_array(stream, data, file, budget)
            stream.end = file.tell()
            stream.complete = stream.complete or opcode.name == "STOP"
    except (ValueError, UnicodeError, OverflowError, IndexError, RecursionError, MemoryError):
        # pickletools says so in these ways that the stream breaks off or has no such opcode.
        stream.end = max(stream.end, start + 1)
    stream.seen |= stream.machine.seen
    return stream


def _skip_array(stream: Stream, data: bytes, file: io.BytesIO, budget: Budget) -> None:
    """Joblib writes an array's bytes into the middle of the pickle, right behind its description."""
    wrapper = stream.machine.top()
    if not (isinstance(wrapper, Made) and _of(wrapper) == _ARRAY):
        return
    size = _array_bytes(wrapper)
    # Whoever reads the file with pickle itself goes on right here: what joblib takes for numbers may be opcodes.
    straight = _read(data, file.tell(), budget, persistent=False)
    if size is None or any(_plain(each) for each in straight.machine.imported):
        stream.seen |= straight.seen
        stream.machine.imported += straight.machine.imported
        stream.machine.literals += straight.machine.literals
    if size is None:
        # Objects: a pickle of its own follows.
        file.seek(straight.end)
        return
    if isinstance(aligned := wrapper.entries.get("numpy_array_alignment_bytes"), Literal) and isinstance(aligned.value, int):
        padding = file.read(1)
        file.seek(padding[0] if padding else 0, io.SEEK_CUR)
    file.seek(size, io.SEEK_CUR)


def _of(made: Made) -> tuple[str, str]:
    first = made.items[0] if made.of and made.of.name == "_reconstructor" and made.items else made.of
    return first.pair if isinstance(first, Global) else ("", "")


def _array_bytes(wrapper: Made) -> int | None:
    """Bytes of the raw array; None when its elements are objects or cannot be told."""
    shape, dtype = wrapper.entries.get("shape"), wrapper.entries.get("dtype")
    if not isinstance(shape, Made) or not isinstance(dtype, Made) or not dtype.items:
        return None
    lengths = [item.value for item in shape.items if isinstance(item, Literal) and isinstance(item.value, int)]
    name = dtype.items[0].value if isinstance(dtype.items[0], Literal) else ""
    if isinstance(match := _ITEM.fullmatch(str(name)), re.Match):
        return math.prod(lengths) * int(match[1])
    match = _UNICODE.fullmatch(str(name))
    return math.prod(lengths) * int(match[1]) * 4 if match else None
