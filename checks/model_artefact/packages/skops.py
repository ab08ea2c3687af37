"""The schema of a skops file: a tree of nodes, each of which a loader builds in its own way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checks.model_artefact.observation import Observation
from checks.model_artefact.pickles.tiers import dangerous_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget

# Nodes that are data, or whose class and module are judged.
_NODE_NAMES = (
    "ObjectNode DictNode DefaultDictNode OrderedDictNode ListNode SetNode TupleNode TypeNode SliceNode FunctionNode PartialNode JsonNode"
    " BytesNode BytearrayNode NdArrayNode MaskedArrayNode RandomStateNode RandomGeneratorNode DTypeNode SparseMatrixNode CachedNode"
    " TreeNode SGDNode LossNode ReduceNode DatetimeNode DateNode TimedeltaNode"
)
_BUILTIN_NAMES = "list dict tuple set frozenset str int float bool complex bytes bytearray slice range NoneType type function object"
_NODES, _BUILTINS = frozenset(_NODE_NAMES.split()), frozenset(_BUILTIN_NAMES.split())
_TRUSTED = re.compile(r"(?:sklearn|numpy|scipy|collections|datetime|_loss|xgboost|lightgbm|catboost|quantile_forest)(?:\.\w+)*")
_FUNCTIONS = re.compile(
    r"load\w*|save\w*|fromfile|tofile|memmap|open|run|exec\w*|eval\w*|system|fetch_\w+|joblib|ctypeslib|f2py|distutils|_parse_\w+|.*[._]os"
)
_CLASS_KEYS, _MODULE_KEYS = ("__class__", "function", "func"), ("__module__", "module_path", "module")


def is_schema(data: bytes) -> bool:
    """Whether a file called `schema.json` is one of skops."""
    return b"__loader__" in data and b"__module__" in data


def read_schema(document: object, budget: Budget) -> Iterator[Observation]:
    """What is to be said of a schema, objects as lists of pairs. Raises `Spent`."""
    waiting: list[Any] = [document]
    while waiting:
        budget.opcode()
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting.append(value[1])
        elif isinstance(value, list):
            yield from _node([each for each in value if isinstance(each, tuple) and isinstance(each[1], str)])
            waiting.extend(value)


def _node(texts: list[tuple[str, str]]) -> Iterator[Observation]:
    yield from (Observation("skops-node", value) for key, value in texts if key == "__loader__" and value not in _NODES)
    names = [value for key, value in texts if key in _CLASS_KEYS]
    for module in (value for key, value in texts if key in _MODULE_KEYS):
        for name in names or [""]:
            yield from _named(module, name)


def _named(module: str, name: str) -> Iterator[Observation]:
    if module == "builtins":
        if name not in _BUILTINS:
            yield Observation("skops-import", f"{module}.{name}")
    elif _TRUSTED.fullmatch(module):
        if _FUNCTIONS.fullmatch(name) or _FUNCTIONS.fullmatch(module.rpartition(".")[2]) or name.startswith("__"):
            yield Observation("skops-import", f"{module}.{name}")
    else:
        yield Observation("skops-import" if dangerous_root(module.partition(".")[0]) else "skops-foreign", f"{module}.{name}")
