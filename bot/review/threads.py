"""Which threads are to be resolved after a review, and which opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review.marker import Kind, State
from bot.review.parcel import packed
from bot.review.publication import EditComment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.review.marker import Signer
    from bot.review.parcel import Parcel
    from bot.review.publication import PostedComment, Step

Threads = dict[str, bool]


def settled(comments: Sequence[PostedComment], steps: Sequence[Step], signer: Signer, head: str) -> Threads:
    """By the thread's name, whether it is to be resolved; `steps` are those of the review at `head`.

    Only what this very head has fixed or brought back: what people make of a thread afterwards stays as they made it.
    """
    bodies = {comment.id: comment.body for comment in comments}
    bodies |= {step.comment.id: step.body for step in steps if isinstance(step, EditComment)}
    back = _struck(comments, signer)
    found: Threads = {}
    for comment in comments:
        marker = signer.read(bodies[comment.id])
        if marker is None or marker.kind is not Kind.FINDING or marker.scan != head[:12] or not comment.thread:
            continue
        fixed = marker.state is State.FIXED
        if fixed != comment.resolved and (fixed or (marker.state is State.OPEN and comment.id in back)):
            found[comment.thread] = fixed
    return found


def _struck(comments: Sequence[PostedComment], signer: Signer) -> frozenset[int]:
    """Comments that called their finding fixed before this review, or in whose thread we have said that it is back."""
    found = set()
    for comment in comments:
        marker = signer.read(comment.body)
        said = (signer.read(line) for line in comment.answers)
        if (marker and marker.state is State.FIXED) or any(one and one.fingerprint == f"back:{comment.id}" for one in said):
            found.add(comment.id)
    return frozenset(found)


def parcel_of(threads: Mapping[str, bool]) -> Parcel:
    """As it is kept until it is done."""
    return packed({"threads": dict(threads)}, len(threads))
