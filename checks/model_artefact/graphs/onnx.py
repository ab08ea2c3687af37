"""ONNX models: where their weights are said to lie, and whose operators they ask for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.model_artefact.graphs.wire import BYTES, VARINT, Field, read
from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget

# Which field of which message holds which other message: numbers as in the format's published schema.
_INSIDE: dict[tuple[str, int], str] = {
    ("model", 7): "graph",
    ("model", 20): "training",
    ("model", 25): "function",
    ("training", 1): "graph",
    ("training", 2): "graph",
    ("graph", 1): "node",
    ("graph", 5): "tensor",
    ("graph", 15): "sparse",
    ("sparse", 1): "tensor",
    ("sparse", 2): "tensor",
    ("node", 5): "attribute",
    ("attribute", 5): "tensor",
    ("attribute", 6): "graph",
    ("attribute", 10): "tensor",
    ("attribute", 11): "graph",
    ("attribute", 22): "sparse",
    ("attribute", 23): "sparse",
    ("tensor", 13): "location",
    ("function", 7): "node",
    ("function", 11): "attribute",
}
_GRAPH, _OPERATORS, _FUNCTIONS = 7, 8, 25
_NODE_TYPE, _NODE_DOMAIN, _FUNCTION_DOMAIN = 4, 7, 10
_MOST_VERSION = 100
_DOMAINS = re.compile(
    r"(?:ai\.onnx(?:\.(?:ml|training|preview|contrib|preview\.training))?|com\.microsoft(?:\.\w+)*|com\.ms\.internal\.nhwc|org\.pytorch\.(?:aten|prim)"
    r"|pkg\.onnxscript\.\w+|onnx\.quantize)?"
)
_STANDARD = frozenset(("", "ai.onnx"))
_PYTHON = frozenset(("PyOp", "PythonOp", "PythonOpGrad", "PyCustomOp"))
_ASTRAY = re.compile(r"[/\\]|.*(?:^|[/\\])\.\.(?:[/\\]|$)|[A-Za-z]:|.*://|.*\0|~", re.DOTALL)


def is_onnx(data: bytes, budget: Budget) -> bool:
    """Whether the outermost fields are those of an ONNX model, in whatever order. Raises `Spent`."""
    if data[:1] not in {b"\x08", b"\x12", b"\x1a", b"\x22", b"\x28", b"\x32", b"\x3a", b"\x42", b"\x72", b"\xa2", b"\xca"}:
        return False
    outer, _ = read(data, 0, len(data), budget)
    kinds = {(field.number, field.kind) for field in outer}
    versions = [field.value for field in outer if field.number == 1]
    if not kinds >= {(_GRAPH, BYTES), (_OPERATORS, BYTES)} or any(not 0 < version < _MOST_VERSION for version in versions):
        return False
    return all(_is_operators(data, field, budget) for field in outer if field.number == _OPERATORS)


def read_onnx(data: bytes, budget: Budget) -> Iterator[Observation]:
    """What is to be said of an ONNX model. Raises `Spent`."""
    waiting = [("model", 0, len(data))]
    own: set[str] = set()
    used: set[str] = set()
    while waiting:
        message, start, end = waiting.pop()
        found, complete = read(data, start, end, budget)
        if not complete:
            yield Observation("not-parsed", f"a {message} of the graph")
        if message == "location":
            yield from _location(data, found)
        elif message == "node":
            used.update(_texts(data, found, _NODE_DOMAIN))
            yield from (Observation("graph-python", each) for each in _texts(data, found, _NODE_TYPE) if each in _PYTHON)
        elif message == "function":
            own.update(_texts(data, found, _FUNCTION_DOMAIN) or [""])
        waiting += ((_INSIDE[message, each.number], each.start, each.end) for each in found if _opens(message, each))
    yield from (Observation("onnx-shadows", domain or "ai.onnx") for domain in own & _STANDARD)
    yield from (Observation("onnx-domain", domain) for domain in used - own if not _DOMAINS.fullmatch(domain))


def _opens(message: str, field: Field) -> bool:
    return field.kind == BYTES and (message, field.number) in _INSIDE


def _is_operators(data: bytes, field: Field, budget: Budget) -> bool:
    inner, complete = read(data, field.start, field.end, budget)
    return complete and {(each.number, each.kind) for each in inner} <= {(1, BYTES), (2, VARINT)}


def _texts(data: bytes, found: list[Field], number: int) -> list[str]:
    return [data[each.start : each.end].decode("utf-8", "replace") for each in found if (each.number, each.kind) == (number, BYTES)]


def _location(data: bytes, found: list[Field]) -> Iterator[Observation]:
    if "location" in _texts(data, found, 1):
        yield from (Observation("onnx-path", value) for value in _texts(data, found, 2) if _ASTRAY.match(value))
