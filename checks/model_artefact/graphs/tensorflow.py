"""TensorFlow's graphs: the operators that call Python, read or write files, or reach the network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.model_artefact.graphs.wire import BYTES, VARINT, Field, read
from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget

_PYTHON = frozenset(("PyFunc", "PyFuncStateless", "EagerPyFunc"))
_REACHING_NAMES = (
    "ReadFile WriteFile MatchingFiles LoadLibrary ImmutableConst WholeFileReader WholeFileReaderV2 RpcCall RpcClient RpcServer TryRpc Rpc"
    " FileSystemSetConfiguration DebugNumericSummaryV2File LoadDataset SaveDataset SaveDatasetV2 MatchingFilesDataset"
)
_REACHING = frozenset(_REACHING_NAMES.split())
# Operators that print, or hand on what passes, to wherever an address says.
_ADDRESS = re.compile(rb"(?:file|grpc|https?)://")
_PRINTING = frozenset(("PrintV2", "DebugIdentity", "DebugIdentityV2", "DebugIdentityV3", "DebugNumericSummary", "DebugNumericSummaryV2"))
_INSIDE: dict[tuple[str, int], str] = {
    ("saved", 2): "meta",
    ("meta", 2): "graph",
    ("graph", 1): "node",
    ("graph", 2): "library",
    ("library", 1): "function",
    ("function", 3): "node",
}
# Nodes of which one has to look like one.
_TRIED = 16
_OP = re.compile(rb"[A-Za-z_][A-Za-z0-9_>.:/-]{0,200}")
_TEXT = re.compile(rb'\bop\s*:\s*["\']([A-Za-z0-9_]{1,60})["\']')
_FLEX = re.compile(rb"\bFlex([A-Za-z0-9]{3,40})\0")
_FLEX_AT = slice(4, 8)


def root_of(data: bytes, budget: Budget) -> str:
    """Which of TensorFlow's messages the file is: "saved", "meta", "graph", or nothing. Raises `Spent`."""
    outer, _ = read(data, 0, len(data), budget) if data[:1] in {b"\x08", b"\x0a", b"\x12"} else ([], False)
    if any(_is_graph(data, each, budget) for each in _of(outer, 2)):
        return "meta"
    if any(_is_graph(data, inner, budget) for each in _of(outer, 2)[:4] for inner in _of(_inner(data, each, budget), 2)):
        return "saved"
    return "graph" if any(_is_node(data, each, budget) for each in _of(outer, 1)[:_TRIED]) else ""


def read_graph(data: bytes, root: str, budget: Budget) -> Iterator[Observation]:
    """What is to be said of the graph, with the functions of its library. Raises `Spent`."""
    waiting = [(root, 0, len(data))]
    while waiting:
        message, start, end = waiting.pop()
        found, complete = read(data, start, end, budget)
        if not complete and root != "graph":
            yield Observation("not-parsed", f"a {message} of the graph")
        if message == "node":
            for each in _of(found, 2):
                yield from _judged(data[each.start : each.end], data[start:end])
        waiting += ((_INSIDE[message, each.number], each.start, each.end) for each in found if _opens(message, each))


def is_text(name: str, data: bytes) -> bool:
    """Whether it is a graph in text, or a model for small devices, whose operators stand in it by name."""
    return data[_FLEX_AT] == b"TFL3" or (name.lower().endswith((".pbtxt", ".pbtext", ".textproto")) and _TEXT.search(data) is not None)


def read_names(data: bytes) -> Iterator[Observation]:
    """The same of a graph in text, or of operators in a model for small devices."""
    pattern = _FLEX if data[_FLEX_AT] == b"TFL3" else _TEXT
    for name in set(pattern.findall(data)):
        yield from _judged(name, b"")


def _judged(operator: bytes, node: bytes) -> Iterator[Observation]:
    name = operator.decode("utf-8", "replace")
    if name in _PYTHON:
        yield Observation("graph-python", name)
    elif name in _REACHING or (name in _PRINTING and _ADDRESS.search(node)):
        yield Observation("graph-reaches", name)


def _opens(message: str, field: Field) -> bool:
    return field.kind == BYTES and (message, field.number) in _INSIDE


def _of(found: list[Field], number: int) -> list[Field]:
    return [each for each in found if each.number == number and each.kind == BYTES]


def _inner(data: bytes, field: Field, budget: Budget) -> list[Field]:
    return read(data, field.start, field.end, budget)[0]


def _is_graph(data: bytes, field: Field, budget: Budget) -> bool:
    inner = _inner(data, field, budget)
    if any(each.kind == VARINT and each.number != 3 for each in inner):  # noqa: PLR2004 - the old version number
        return False
    if any(_is_node(data, each, budget) for each in _of(inner, 1)[:_TRIED]):
        return True
    return any(_is_function(data, each, budget) for library in _of(inner, 2) for each in _of(_inner(data, library, budget), 1)[:1])


def _is_function(data: bytes, field: Field, budget: Budget) -> bool:
    return any(_is_node(data, each, budget) for each in _of(_inner(data, field, budget), 3)[:1])


def _is_node(data: bytes, field: Field, budget: Budget) -> bool:
    """A name and an operator, both plain words."""
    inner = _inner(data, field, budget)
    texts = [data[each.start : each.end] for number in (1, 2) for each in _of(inner, number)[:1]]
    return len(texts) == 2 and all(_OP.fullmatch(each) for each in texts)  # noqa: PLR2004 - both of them
