"""The licence in the front matter of a model's or dataset's card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.documents.nodes import Node, documents

if TYPE_CHECKING:
    from checks.core.place import RepoPath

# Keys that only cards have; a page of a site may have a licence as well.
_OF_CARDS = frozenset(
    {
        *("base_model", "library_name", "pipeline_tag", "datasets", "model-index", "model_index", "license_name", "license_link"),
        "metrics",
        *("task_categories", "size_categories", "annotations_creators", "inference", "widget", "dataset_info", "configs"),
    }
)


@dataclass(frozen=True, slots=True)
class Card:
    """What it says of its licence, and where. `dataset`: it describes data, not a model."""

    licence: str
    line: int
    dataset: bool


def may_be_card(path: RepoPath) -> bool:
    """By its name."""
    return path.suffix in {".md", ".mdx"} and (path.name.lower() == "readme.md" or "card" in path.name.lower())


def card_of(raw: bytes) -> Card | None:
    """None for a page that is none, or says nothing of a licence. Raises `NotRead`."""
    text = raw[:200_000].decode("utf-8", "replace")
    if not text.startswith("---"):
        return None
    head, mark, _ = text.partition("\n")[2].partition("\n---")
    if not mark:
        return None
    said = next(iter(documents(f"\n{head}\n".encode("utf-8", "replace"))), Node(1))
    if not _OF_CARDS & said.fields.keys():
        return None
    given = said.at("license")
    words = given.text or " AND ".join(given.texts)
    if words.lower() in {"other", ""}:
        words = said.at("license_name").text or words
    if not words:
        return None
    return Card(words, said.line_of("license"), bool({"task_categories", "dataset_info", "size_categories"} & said.fields.keys()))

