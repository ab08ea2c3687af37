"""A model card: which page it is, and what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.core.place import RepoPath

_CARDS = frozenset({"model_card.md", "modelcard.md", "model-card.md"})
_README = "readme.md"
_FRONT = re.compile(r"\A---\s*\n(.*?)\n---\s*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^(?:#{1,6}[ \t]+(.+)|\*\*(.{1,60}?)\*\*.*|(.{1,60})\n[=-]{3,})[ \t]*$", re.MULTILINE)
# What a reader must find, by the words of a key of the front matter and of a heading.
_PARTS = {
    "licence": (r"licen[cs]e", r"licen[cs]e"),
    "training data": (r"datasets?|training_data", r"data\b|data ?sets?\b|training"),
    "metrics": (r"metrics|model-index|eval_results", r"evaluat|metric|result|performance|benchmark|accuracy"),
    "intended use": (r"intended_use|pipeline_tag", r"intended|uses?\b|usage|purpose"),
    "limitations": (r"limitations|caveats", r"limit|bias|risk|caveat|out.of.scope|known issues"),
}
# A project's own README becomes a card by saying so, or by the front matter that only cards have.
_CALLS_ITSELF = re.compile(r"^#.*\bmodel card\b|^(?:library_name|pipeline_tag|base_model|model-index)\s*:", re.IGNORECASE | re.MULTILINE)


def card_of(model: RepoPath, paths: Iterable[RepoPath]) -> list[RepoPath]:
    """Pages that may be the model's card, the nearest first; a README of another folder has to call itself one."""
    above = {model.folders[:depth] for depth in range(len(model.folders) + 1)}
    pages = [path for path in paths if path.folders in above and path.name.lower() in _CARDS | {_README}]
    return sorted(pages, key=lambda path: (-len(path.folders), path.name.lower() == _README))


def is_card(page: RepoPath, model: RepoPath, text: str) -> bool:
    """Whether the page speaks for the model."""
    beside = page.folders == model.folders and (bool(page.folders) or _FRONT.search(text) is not None)
    return page.name.lower() in _CARDS or beside or _CALLS_ITSELF.search(text) is not None


def left_out(text: str) -> list[str]:
    """The parts that the card does not have."""
    front = found[1] if (found := _FRONT.search(text)) else ""
    headings = [next(filter(None, said.groups())) for said in _HEADING.finditer(text[len(front) :])]
    return [part for part, (key, words) in _PARTS.items() if not (_keyed(key, front) or _headed(words, headings))]


def _keyed(key: str, front: str) -> bool:
    return re.search(rf"^(?:{key})\s*:\s*(?:\S|$)", front, re.MULTILINE | re.IGNORECASE) is not None


def _headed(words: str, headings: list[str]) -> bool:
    return any(re.search(words, heading, re.IGNORECASE) for heading in headings)
