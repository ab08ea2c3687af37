"""Knowing what we wrote by the hidden first line that it begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.review.publication import InlineComment, PostedComment, PostedReview

_MARKED = "<!-- bartizan v1 "


def key(body: str) -> str:
    """The hidden line, which no two of our bodies share; of a body without one, all its words: GitHub may change the space between."""
    first = body.partition("\n")[0].strip()
    return first if first.startswith(_MARKED) else " ".join(body.split())


def missing(wanted: Sequence[InlineComment], standing: Iterable[PostedComment]) -> tuple[InlineComment, ...]:
    """Those that are not there yet."""
    there = {(comment.path, key(comment.body)) for comment in standing}
    return tuple(comment for comment in wanted if (comment.path.text, key(comment.body)) not in there)


def stands(body: str, commit: str, reviews: Iterable[PostedReview]) -> bool:
    """Whether a review of this commit with this body is there."""
    return any(review.commit == commit and key(review.body) == key(body) for review in reviews)
