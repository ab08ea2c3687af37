"""Whether some bytes are a graph of operators, by their content, and what is to be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.model_artefact.graphs.onnx import is_onnx, read_onnx
from checks.model_artefact.graphs.tensorflow import is_text, read_graph, read_names, root_of
from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from checks.model_artefact.budget import Budget

_PROMISING = (".onnx", "saved_model.pb")


def read_graphs(name: str, data: bytes, budget: Budget) -> set[Observation]:
    """What is to be said of a graph; of other bytes only that they are none, if their name promises one. Raises `Spent`."""
    if is_onnx(data, budget):
        return set(read_onnx(data, budget))
    if is_text(name, data):
        return set(read_names(data))
    if root := root_of(data, budget):
        return set(read_graph(data, root, budget))
    promised = data and name.lower().endswith(_PROMISING)
    return {Observation("not-parsed", "it is no graph")} if promised else set()
