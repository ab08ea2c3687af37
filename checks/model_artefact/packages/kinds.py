"""Which kind of package an archive is, by its members, and what is to be said of it beyond each of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.model_artefact.documents import parsed
from checks.model_artefact.observation import Observation
from checks.model_artefact.packages.manifest import read_manifest
from checks.model_artefact.packages.python import read_python
from checks.model_artefact.packages.skops import is_schema, read_schema
from checks.model_artefact.packages.targets import read_targets
from checks.model_artefact.packages.torchscript import read_torchscript

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checks.model_artefact.budget import Budget
    from checks.model_artefact.containers.zip_reader import Member

_SETTINGS = (".yaml", ".yml", ".json")
_WEIGHTS = re.compile(r".*\.(?:ckpt|pt|pth|distcp|safetensors|bin|nemo|h5|onnx|pkl|joblib)", re.IGNORECASE)
_CONFIGURATION = re.compile(r"(?:.*/)?model_config\.ya?ml", re.IGNORECASE)
# `<package>/.data/…` is written by torch.package, `code/` by TorchScript.
_TORCH_PACKAGE = re.compile(r"[^/]+/\.data/(?:extern_modules|version|python_version|serialization_id).*")
_SCRIPT = re.compile(r"[^/]+/code/.+\.py")


def read_package(name: str, members: Sequence[Member], budget: Budget) -> Iterator[Observation]:
    """What is to be said of a package; nothing of an archive that is none. Raises `Spent`."""
    lowered = name.lower()
    scripts = [member for member in members if _SCRIPT.fullmatch(member.name)]
    if any(member.name.endswith("/data.pkl") for member in members) or any(member.name.endswith("/constants.pkl") for member in members):
        for script in scripts:
            yield from read_torchscript(script.content)
    manifests = [member for member in members if member.name.lower().endswith("mar-inf/manifest.json")]
    for manifest in manifests:
        yield from read_manifest(manifest.content)
    nemo = lowered.endswith(".nemo") or _is_nemo(members)
    if nemo:
        for member in members:
            if member.name.lower().endswith(_SETTINGS):
                yield from read_targets(member.content)
    packed = manifests or nemo or lowered.endswith((".mar", ".keras", ".skops"))
    packed = packed or any(_TORCH_PACKAGE.fullmatch(each.name) for each in members)
    for member in members if packed else ():
        if member.name.lower().endswith(".py") and member not in scripts:
            yield Observation("package-source", member.name)
            yield from read_python(member.name, member.content, budget)
    yield from _schemas(lowered, members, budget)


def _is_nemo(members: Sequence[Member]) -> bool:
    return any(_CONFIGURATION.fullmatch(each.name) for each in members) and any(_WEIGHTS.fullmatch(each.name) for each in members)


def _schemas(name: str, members: Sequence[Member], budget: Budget) -> Iterator[Observation]:
    schemas = [member for member in members if member.name.rpartition("/")[2] == "schema.json"]
    for schema in schemas:
        document = parsed(schema.content)
        if document is not None and (name.endswith(".skops") or is_schema(schema.content)):
            yield from read_schema(document, budget)
        elif document is None and (name.endswith(".skops") or b"__loader__" in schema.content):
            yield Observation("not-parsed", schema.name)
    if name.endswith(".skops") and not schemas:
        yield Observation("not-parsed", "the archive has no schema")
