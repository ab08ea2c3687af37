"""The manifest of a TorchServe archive: which files it has the server run and load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.model_artefact.documents import parsed
from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = frozenset(("handler", "modelFile", "serializedFile", "requirementsFile", "envelope", "extraFiles", "configFile"))


def read_manifest(data: bytes) -> Iterator[Observation]:
    """What is to be said of the manifest. Raises `Spent`."""
    document = parsed(data)
    if document is None:
        yield Observation("not-parsed", "the manifest")
    waiting = list(document or [])
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, tuple):
            waiting.append(value[1])
            if value[0] in _NAMES and isinstance(value[1], str):
                yield from _file(*value)


def _file(key: str, value: str) -> Iterator[Observation]:
    parts = value.replace("\\", "/").partition(":")[0].split("/")
    if value.startswith(("/", "\\")) or ".." in parts or "://" in value:
        yield Observation("package-path", value)
    elif key == "requirementsFile" and value:
        yield Observation("package-requirements", value)
