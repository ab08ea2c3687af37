"""TorchScript's source: operators that read and write files, and those of other libraries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = re.compile(
    rb"\b(?:torch|ops\.aten|ops\.prim|ops\.image|ops\.torchvision|aten::|ops\.torchaudio)\."
    rb"?(from_file|save|load|read_file|write_file|sox_io_\w+)\s*\("
)
_REMOTE = re.compile(
    rb"(?:\b|(?=\^))(?:rpc_(?:a?sync|remote)|torch\.distributed\.rpc\.\w+|ops\.(?:rpc|dist_rpc)\.\w+|PythonOp|\^[A-Za-z_]\w*\()"
)
_LIBRARY = re.compile(rb"\bops\.([A-Za-z_]\w*)\.([A-Za-z_]\w*)")
_KNOWN_NAMES = (
    b"aten prim prims quantized quantized_decomposed torchvision torchaudio image mkldnn fb inductor xnnpack prepacked sparse _quantized"
    b" profiler mkldnn_prepacked cuda c10d_functional _c10d_functional vulkan_prepack"
)
_KNOWN = frozenset(_KNOWN_NAMES.split())


def read_torchscript(data: bytes) -> Iterator[Observation]:
    """What is to be said of one source of the archive."""
    for found in set(_FILES.findall(data)):
        yield Observation("script-files", found.decode())
    for found in set(_REMOTE.findall(data)):
        yield Observation("script-remote", found.decode("utf-8", "replace"))
    for library, name in set(_LIBRARY.findall(data)):
        if library not in _KNOWN:
            yield Observation("script-library", f"{library.decode()}.{name.decode()}")
