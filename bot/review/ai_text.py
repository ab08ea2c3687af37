"""The words about models, datasets and services that a change brings in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review import markdown
from checks.ai_references.reference import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.review.permalink import Permalinks
    from checks.ai_references.named import AiDelta
    from checks.ai_references.reference import Reference, Use

_EACH = 5
# Characters of a name; what is longer is none.
_NAME = 100


def inventory(delta: AiDelta, links: Permalinks) -> str:
    """One line; nothing when there is nothing."""
    parts = [
        *_references("added", delta.added, links),
        *(f"no longer named: {_listed([_name(each) for each in delta.removed])}" for _ in delta.removed[:1]),
        *(f"services newly asked: {_listed([_use(each, links) for each in delta.services])}" for _ in delta.services[:1]),
        *(f"asked no longer: {_listed([markdown.plain(each.provider) for each in delta.services_gone])}" for _ in delta.services_gone[:1]),
    ]
    return f"**AI**: {'; '.join(parts)}." if parts else ""


def _references(word: str, those: Sequence[Reference], links: Permalinks) -> list[str]:
    parts = []
    for kind, several in ((Kind.MODEL, "models"), (Kind.DATASET, "datasets")):
        its = [each for each in those if each.kind is kind]
        if its:
            parts.append(f"{several} {word}: {_listed([_told(each, links) for each in its])}")
    return parts


def _told(each: Reference, links: Permalinks) -> str:
    if each.pinned:
        revision = f"at `{each.revision[:12]}`"
    elif each.revision:
        revision = f"at {markdown.code(each.revision[:_NAME])}, which can move"
    else:
        revision = "at no revision"
    return f"{_name(each)} {revision} ({links.to(each.location)})"


def _name(each: Reference) -> str:
    return f"{markdown.code(each.name[:_NAME])} ({each.hub})"


def _use(each: Use, links: Permalinks) -> str:
    return f"{markdown.plain(each.provider)} ({links.to(each.location)})"


def _listed(parts: Sequence[str]) -> str:
    more = f" and {len(parts) - _EACH} more" if len(parts) > _EACH else ""
    return ", ".join(parts[:_EACH]) + more
