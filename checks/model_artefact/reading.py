"""One model file read to its end: containers opened by their content, pickles judged, everything bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.model_artefact import limits
from checks.model_artefact.budget import Budget, Spent
from checks.model_artefact.containers.inflate import opened
from checks.model_artefact.containers.npy import object_bytes
from checks.model_artefact.containers.sniff import Kind, kind_of
from checks.model_artefact.containers.tar_reader import read_tar
from checks.model_artefact.containers.zip_reader import read_zip
from checks.model_artefact.documents import judge_templates, read_document
from checks.model_artefact.gguf import read_gguf
from checks.model_artefact.graphs.reading import read_graphs
from checks.model_artefact.keras.hdf5 import read_hdf5
from checks.model_artefact.observation import Observation
from checks.model_artefact.packages.kinds import read_package
from checks.model_artefact.pickles.verdict import judge, judge_hidden
from checks.model_artefact.safetensors import read_safetensors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checks.model_artefact.containers.zip_reader import Member

_PICKLE_NAMES = (".pkl", ".pickle", ".p", ".pt", ".pth", ".ckpt", ".joblib", ".dill", ".sav")
_MODEL_NAMES = (*_PICKLE_NAMES, ".npy", ".npz", ".safetensors", ".keras", ".nemo", ".mar", ".skops", ".gguf")


def read_model(name: str, data: bytes) -> tuple[Observation, ...]:
    """What is to be said of the file, sorted. `name` never decides what the bytes are, only what one may expect of them."""
    seen: set[Observation] = set()
    try:
        _Reading(Budget(), seen).of(name, data, 0)
    except Spent as spent:
        seen.add(Observation(spent.code))
    return tuple(sorted(seen))


class _Reading:
    def __init__(self, budget: Budget, seen: set[Observation]) -> None:
        self._budget, self._seen = budget, seen
        self._readers: dict[Kind, Callable[[str, bytes, int], None]] = {
            Kind.PICKLE: self._pickle,
            Kind.ZIP: self._zip,
            Kind.TAR: self._tar,
            Kind.COMPRESSED: self._compressed,
            Kind.NPY: self._npy,
            Kind.CLOSED: self._closed,
            Kind.SAFETENSORS: self._safetensors,
            Kind.GGUF: self._gguf,
            Kind.HDF5: self._hdf5,
        }

    def of(self, name: str, data: bytes, depth: int, *, torch: bool = False) -> None:
        """Add what is to be said of these bytes. Raises `Spent`."""
        if depth > limits.DEPTH:
            raise Spent("limit-depth")
        # A document or a graph stays one when its first bytes look like something else, too.
        self._seen |= read_document(name, data, self._budget) | read_graphs(name, data, self._budget)
        kind = kind_of(data)
        if kind is Kind.PICKLE:
            self._pickle(name, data, depth, torch=torch)
        elif (reader := self._readers.get(kind)) is not None:
            reader(name, data, depth)
        else:
            self._other(name, data, depth)

    def _pickle(self, name: str, data: bytes, depth: int, *, torch: bool = False) -> None:
        self._seen |= judge(data, self._budget, persistent=torch, named=_claims(name, _PICKLE_NAMES))
        del depth

    def _zip(self, name: str, data: bytes, depth: int) -> None:
        members = list(read_zip(data, self._budget, self._seen))
        if _claims(name, (".keras",)) and not any(member.name.rpartition("/")[2] == "config.json" for member in members):
            self._seen.add(Observation("not-parsed", "the archive has no configuration"))
        self._members(name, members, depth)

    def _tar(self, name: str, data: bytes, depth: int) -> None:
        self._members(name, read_tar(data, self._budget, self._seen), depth)

    def _members(self, name: str, members: Iterable[Member], depth: int) -> None:
        kept = list(members)
        self._seen.update(read_package(name, kept, self._budget))
        torch = any(member.name.endswith(("/version", "/byteorder")) for member in kept) or {"storages", "tensors", "pickle"} <= {
            member.name for member in kept
        }
        for member in kept:
            # The storages of a torch archive are raw numbers, and a loader reads them as nothing else.
            self.of(member.name, member.content, depth + 1, torch=torch)

    def _compressed(self, name: str, data: bytes, depth: int) -> None:
        made, complete, behind = opened(data, self._budget)
        if not complete and (made or _claims(name, _MODEL_NAMES)):
            self._seen.add(Observation("not-parsed", "the compressed stream breaks off"))
        if made:
            self.of(name, made, depth + 1)
        if behind.strip(b"\0"):
            self.of(name, behind, depth + 1)

    def _npy(self, name: str, data: bytes, depth: int) -> None:
        inner = object_bytes(data)
        if inner is None:
            self._seen.add(Observation("not-parsed", "the header of the array"))
        elif inner:
            self._seen.add(Observation("object-array"))
            self.of(name, inner, depth + 1)

    def _closed(self, name: str, data: bytes, depth: int) -> None:
        del data
        if depth or _claims(name, _MODEL_NAMES) or name.lower().endswith((".bin", ".dat", ".model")):
            self._seen.add(Observation("container-closed"))

    def _safetensors(self, name: str, data: bytes, depth: int) -> None:
        del depth
        if _claims(name, (".safetensors",)):
            self._seen.update(read_safetensors(data))
        self._seen |= judge_hidden(data, self._budget)

    def _gguf(self, name: str, data: bytes, depth: int) -> None:
        del name, depth
        seen, templates = read_gguf(data, self._budget)
        self._seen |= seen | judge_templates(templates, self._budget) | judge_hidden(data, self._budget)

    def _hdf5(self, name: str, data: bytes, depth: int) -> None:
        del name, depth
        self._seen |= set(read_hdf5(data, self._budget)) | judge_hidden(data, self._budget)

    def _other(self, name: str, data: bytes, depth: int) -> None:
        if _claims(name, (".safetensors",)):
            self._seen.update(read_safetensors(data))
        elif depth == 0 and data and _claims(name, _PICKLE_NAMES):
            self._seen.add(Observation("not-parsed", "it is neither a pickle nor an archive"))
        self._seen |= judge_hidden(data, self._budget)


def _claims(name: str, suffixes: tuple[str, ...]) -> bool:
    return name.lower().endswith(suffixes)
