"""Keras models as zip, HDF5 and JSON: configurations that are code, at all depths, and configurations as Keras writes them."""

from __future__ import annotations

import base64
import json
from typing import Any

from tests.checks.model_artefact.samples import zipped

_MARSHALLED = base64.b64encode(b"\xe3" + b"\0" * 15 + b"\x02\0\0\0C\0\0\0s\x0c\0\0\0t\0\xa0\x01d\x01\xa1\x01" + b"id" * 20).decode()


def layer(class_name: str, config: object = None, module: str | None = "keras.layers", **more: object) -> dict[str, Any]:
    return {"module": module, "class_name": class_name, "config": {} if config is None else config, "registered_name": None, **more}


def model(*layers: object, class_name: str = "Sequential") -> dict[str, Any]:
    return layer(class_name, {"name": "m", "layers": list(layers)}, "keras")


def function(name: str, module: str = "builtins", registered: str | None = "function") -> dict[str, Any]:
    return {"module": module, "class_name": "function", "config": name, "registered_name": registered}


START = layer("GlorotUniform", {"seed": None}, "keras.initializers")
DENSE = layer("Dense", {"units": 4, "activation": "relu", "kernel_initializer": START})
LAMBDA = layer("Lambda", {"function": {"class_name": "__lambda__", "config": {"code": _MARSHALLED, "defaults": None}}})
OLD_LAMBDA = {"class_name": "Lambda", "config": {"function": [_MARSHALLED, None, None], "function_type": "lambda", "module": "__main__"}}
METADATA = b'{"keras_version": "3.5.0", "date_saved": "2026-01-01@00:00:00"}'


def archive(config: object, **more: bytes) -> bytes:
    text = config if isinstance(config, bytes) else json.dumps(config).encode()
    return zipped({"metadata.json": METADATA, "config.json": text, "model.weights.h5": b"\x89HDF\r\n\x1a\n" + b"\0" * 40, **more})


def hdf5(*configs: object) -> bytes:
    """Not a whole HDF5 file, but as much as any reader of bytes sees of one: its magic, names, attributes in one piece."""
    texts = (b"model_config\0\0\0\0" + json.dumps(config).encode() + b"\0\1\2" for config in configs)
    return b"\x89HDF\r\n\x1a\n\0\0\0\0\0\x08\x08\0" + b"keras_version\0" + b"".join(texts) + b"\x00\x80\x3f" * 20


GUILTY: dict[str, object] = {
    "a lambda": model(DENSE, LAMBDA),
    "an old lambda": {"class_name": "Sequential", "config": {"layers": [OLD_LAMBDA]}},
    "a lambda in a wrapper": model(layer("TimeDistributed", {"layer": layer("Bidirectional", {"layer": LAMBDA})})),
    "a lambda in a model in a model": model(model(model(LAMBDA, class_name="Functional"))),
    "a lambda in the compilation": {**model(DENSE), "compile_config": {"loss": LAMBDA}},
    "a lambda under a registered name": model(layer("Custom>Lambda")),
    "a wrapped torch module": model(layer("TorchModuleWrapper", {"module": "UEsDBA=="})),
    "a saved model that is loaded": model(layer("TFSMLayer", {"filepath": "/srv/x"})),
    "a jax function": model(layer("JaxLayer", {"call_fn": function("f")})),
    "os.system": model(layer("Dense", {"activation": function("system", "os", None)})),
    "posix.system": model(function("system", "posix", None)),
    "builtins.exec": model(layer("Dense", {"activation": function("exec")})),
    "builtins.eval as a class": model(layer("eval", "1", "builtins")),
    "builtins.__import__": model(function("__import__")),
    "subprocess": model(layer("Popen", {"args": ["id"]}, "subprocess")),
    "importlib": model(layer("import_module", {"name": "os"}, "importlib")),
    "a submodule of the standard library": model(layer("spawn", {}, "multiprocessing.util")),
    "a function of torch": model(layer("load", {}, "torch.hub")),
    "a private module": model(layer("run", {}, "_winapi")),
    "a module nobody knows": model(layer("Layer", {}, "evil_pkg.layers")),
    "the program's own module": model(layer("Layer", {}, "__main__")),
    "a name like Keras": model(layer("Layer", {}, "kerasx.layers")),
    "get_file": model(function("get_file", "keras.utils", None)),
    "load_model": model(function("load_model", "keras.models", None)),
    "safe mode off": model(function("enable_unsafe_deserialization", "keras.config", None)),
    "a class that extracts": model(layer("extract_archive", {}, "keras.src.utils.file_utils")),
    "marshalled code anywhere": model(layer("Dense", {"note": _MARSHALLED})),
    "marshalled code in hexadecimal": model(layer("Dense", {"note": "e3" + "00" * 60})),
}


def guilty() -> dict[str, tuple[str, bytes]]:
    """Guilty files."""
    cases: dict[str, tuple[str, bytes]] = {}
    for case, config in GUILTY.items():
        cases[f"keras: {case} (zip)"] = ("model.keras", archive(config))
        cases[f"keras: {case} (HDF5)"] = ("model.h5", hdf5(model(DENSE), config))
        cases[f"keras: {case} (JSON)"] = ("model.json", json.dumps(config).encode())
    lambdas = json.dumps(model(LAMBDA)).encode()
    return cases | {
        "keras: a key that stands twice": ("model.keras", archive(lambdas.replace(b'"Lambda"', b'"Lambda", "class_name": "Dense"'))),
        "keras: escaped keys": ("model.keras", archive(lambdas.replace(b"class_name", b"class\\u005fname"))),
        "keras: more escaped keys": ("model.keras", archive(lambdas.replace(b"class_name", b"\\u0063lass_name"))),
        "keras: another name": ("weights.bin", archive(model(LAMBDA))),
        "keras: a pickle beside": ("model.keras", archive(model(DENSE), **{"assets/x": b"cposix\nsystem\n(S'id'\ntR."})),
    }


def innocent() -> dict[str, tuple[str, bytes]]:
    """Innocent files."""
    plain: dict[str, object] = {
        "dense": model(DENSE),
        "functional": model(layer("InputLayer", {"batch_shape": [None, 4]}), DENSE, class_name="Functional"),
        "nested": model(layer("TimeDistributed", {"layer": DENSE})),
        "compiled": {**model(DENSE), "compile_config": {"optimizer": layer("Adam", {}, "keras.optimizers"), "loss": "mse"}},
        "plain containers": model(layer("Dense", {"shape": layer("tuple", [1, 2], "builtins")})),
        "an old one": {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 1}}]}},
        "an operation": model({"class_name": "TFOpLambda", "config": {"function": "math.add"}}, class_name="Functional"),
        }
    cases = {f"keras: {case} (zip)": ("model.keras", archive(config)) for case, config in plain.items()}
    cases |= {f"keras: {case} (HDF5)": ("model.h5", hdf5(config)) for case, config in plain.items()}
    return cases | {
        "keras: weights only": ("weights.h5", b"\x89HDF\r\n\x1a\n" + b"\0" * 400),
        "keras: other JSON with classes": ("page.json", b'{"class_name": "button", "children": [{"class_name": "Lambda"}]}'),
        "keras: another program's settings": ("config.json", b'{"module": "os", "debug": true}'),
        "keras: settings with comments": ("config.json", b'{ // here\n "a": 1 }'),
        "keras: a model's configuration": ("config.json", b'{"architectures": ["LlamaForCausalLM"], "model_type": "llama"}'),
    }
