"""The steps between what stands on the pull request and what should. Twice is once: the second time there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review import render
from bot.review.marker import Kind, Marker, State
from bot.review.publication import CompleteCheck, EditComment, PostFileComment, PostReview, StartCheck

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.review.draft import Draft, Remark
    from bot.review.marker import Signer
    from bot.review.publication import PostedCheck, PostedComment, Published, Step

STARTED = "started"


def opening(published: Published, number: int) -> tuple[Step, ...]:
    """Show the work has begun, unless a check run on this commit already speaks of it."""
    return () if published.checks else (StartCheck(f"{number}:{STARTED}"),)


def plan(draft: Draft, published: Published, signer: Signer) -> tuple[Step, ...]:
    """Comments first, the check run last: once it is completed, everything it speaks of is there."""
    known = _ours(published.comments, signer)
    return (*_new(draft, known), *_changed(draft, known, signer), *_check(draft, published.checks))


def _ours(comments: Sequence[PostedComment], signer: Signer) -> dict[str, tuple[PostedComment, Marker]]:
    """Our finding comments by fingerprint; of two for the same finding the older counts."""
    known: dict[str, tuple[PostedComment, Marker]] = {}
    for comment in sorted(comments, key=lambda c: c.id):
        marker = signer.read(comment.body)
        if marker is not None and marker.kind is Kind.FINDING:
            known.setdefault(marker.fingerprint, (comment, marker))
    return known


def _new(draft: Draft, known: dict[str, tuple[PostedComment, Marker]]) -> Iterator[Step]:
    fresh = [remark.comment for remark in draft.remarks if remark.finding.fingerprint not in known]
    inside = tuple(comment for comment in fresh if comment.span is not None)
    if inside:
        yield PostReview(draft.review_body, inside)
    yield from (PostFileComment(comment) for comment in fresh if comment.span is None)


def _changed(draft: Draft, known: dict[str, tuple[PostedComment, Marker]], signer: Signer) -> Iterator[Step]:
    """Findings that have gone are struck, those that came back are opened again; the rest is left alone."""
    wanted: dict[str, Remark] = {remark.finding.fingerprint: remark for remark in draft.remarks}
    for fingerprint, (comment, marker) in known.items():
        gone = fingerprint not in draft.present and comment.path not in draft.blind
        if marker.state is State.OPEN and gone:
            line = signer.line(Marker(Kind.FINDING, fingerprint, State.FIXED, draft.head))
            text = render.fixed(comment.body.partition("\n")[2], draft.head)
            yield EditComment(comment, f"{line}\n{text}", minimise=True)
        elif marker.state is State.FIXED and fingerprint in wanted:
            yield EditComment(comment, wanted[fingerprint].comment.body)


def _check(draft: Draft, checks: Sequence[PostedCheck]) -> Iterator[Step]:
    wanted = draft.check
    if any(check.completed and check.external_id == wanted.external_id for check in checks[:1]):
        return
    unfinished = next((check for check in checks if not check.completed), None)
    if unfinished is None:
        yield CompleteCheck(wanted)
        return
    resumed = unfinished.external_id == wanted.external_id
    yield CompleteCheck(wanted, unfinished.id, unfinished.annotations if resumed else 0)
