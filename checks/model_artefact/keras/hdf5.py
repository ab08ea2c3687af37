"""The configurations inside an HDF5 file, found by their text: an attribute's bytes lie in one piece."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from checks.model_artefact.keras.config import is_config, read_config
from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget

_RUN = re.compile(rb"[\x09\x0a\x0d\x20-\xff]{20,}")
_START = re.compile(r'\{\s*"(?:class(?:_|\\u005f)name|module|config|registered(?:_|\\u005f)name|build_config)"')
_TELLING = re.compile(rb'"class(?:_|\\u005f)name"')


def read_hdf5(data: bytes, budget: Budget) -> Iterator[Observation]:
    """What is to be said of every configuration that the file holds. Raises `Spent`."""
    for run in _RUN.finditer(data):
        if _TELLING.search(run[0]):
            yield from _configurations(run[0].decode("utf-8", "replace"), budget)


def _configurations(text: str, budget: Budget) -> Iterator[Observation]:
    decoder = json.JSONDecoder(object_pairs_hook=list)
    at = 0
    while (found := _START.search(text, at)) is not None:
        budget.resync()
        try:
            document, at = decoder.raw_decode(text, found.start())
        except (ValueError, RecursionError):
            yield Observation("not-parsed", "a configuration inside of it")
            at = found.end()
            continue
        if is_config([document]):
            yield from read_config(document, budget)
