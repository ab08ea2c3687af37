"""The configuration of a Keras model, walked through all of its layers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget

# Layers that hold code of their own, or load some from elsewhere.
_RUNNING = frozenset(("Lambda", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "TFSMLayer", "__lambda__"))
_KERAS = re.compile(r"(?:keras|tf_keras|keras_hub|keras_nlp|keras_cv|tensorflow\.keras|tensorflow\.python\.keras)(?:\.\w+)*")
_STANDARD_NAMES = (
    "__builtin__|os|posix|nt|subprocess|sys|importlib|runpy|pty|socket|shutil|ctypes|code|pickle|marshal|timeit|pdb|operator|functools|types"
    "|webbrowser|urllib|http|multiprocessing|asyncio|torch|tensorflow|numpy|pip|cloudpickle|dill|joblib"
)
_STANDARD = re.compile(rf"(?:{_STANDARD_NAMES})(?:\.\w+)*")
_BUILTIN_FUNCTIONS = re.compile(
    r"exec|eval|compile|__\w+__|open|getattr|setattr|delattr|input|breakpoint|globals|locals|vars|type|object|map|print"
)
_PLAIN = frozenset(("list", "tuple", "dict", "set", "str", "int", "float", "bool", "bytes", "slice", "complex"))
# Functions of Keras itself that fetch, write or load, which were reached by their names in configurations before.
_REACHING = re.compile(
    r"(?:.*[.>])?(?:get_file|load_model|load_weights|load_img|save_img|extract_archive|enable_unsafe_deserialization|deserialize_keras_object"
    r"|load_data|save_model|model_from_json|run_python|image_dataset_from_directory)"
)
# What `marshal` makes of a function, in base64, and in hexadecimal.
_MARSHALLED = re.compile(r"\s*(?:(?:4w|Yw)[A-Za-z0-9+/\s]{40,}={0,2}|(?:e3|63)(?:[0-9a-f]{2}){30,})\s*")


def is_config(document: object) -> bool:
    """Whether the document (a list of one value, objects as lists of pairs) describes a Keras model or layer."""
    outer = document[0] if isinstance(document, list) and document else None
    return isinstance(outer, list) and {each[0] for each in outer if isinstance(each, tuple)} >= {"class_name", "config"}


def read_config(document: object, budget: Budget) -> Iterator[Observation]:
    """What is to be said of a configuration, objects as lists of pairs. Raises `Spent`."""
    waiting: list[Any] = [document]
    while waiting:
        budget.opcode()
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting.append(value[1])
        elif isinstance(value, list):
            yield from _object([each for each in value if isinstance(each, tuple)])
            waiting.extend(value)
        elif isinstance(value, str) and _MARSHALLED.fullmatch(value):
            yield Observation("keras-bytecode")


def _object(pairs: list[tuple[str, Any]]) -> Iterator[Observation]:
    """Every value of a key counts, since readers differ in which of two they take."""
    texts = [(key, value) for key, value in pairs if isinstance(value, str)]
    names = [value for key, value in texts if key == "class_name"]
    if "function" in names:
        names += [value for key, value in texts if key == "config"]
    for name in names:
        if name.rpartition(">")[2] in _RUNNING:
            yield Observation("keras-code-layer", name)
        elif _REACHING.fullmatch(name):
            yield Observation("keras-reaches", name)
    if ("function_type", "lambda") in texts:
        yield Observation("keras-code-layer", "lambda")
    registered = any(key == "registered_name" and value != "function" for key, value in texts)
    for key, module in texts:
        if key == "module" or (key == "fn_module" and module):
            yield from _module(module, names, registered=registered)


def _module(module: str, names: list[str], *, registered: bool) -> Iterator[Observation]:
    named = next((name for name in reversed(names) if name != "function"), "")
    if _KERAS.fullmatch(module):
        return
    if module == "builtins":
        if any(_BUILTIN_FUNCTIONS.fullmatch(name) for name in names):
            yield Observation("keras-module", f"{module}.{named}")
        elif not _PLAIN.issuperset(names):
            yield Observation("keras-foreign", named)
    elif _STANDARD.fullmatch(module) or module.startswith("_"):
        yield Observation("keras-module", f"{module}.{named}")
    else:
        yield Observation("keras-foreign" if registered else "keras-unregistered", f"{module}.{named}")
