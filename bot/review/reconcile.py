"""The steps between what stands on the pull request and what should. Twice is once: the second time there are none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.review import render
from bot.review.draft import body, mark
from bot.review.marker import Kind, Marker, State
from bot.review.pairing import paired
from bot.review.placement import Placed
from bot.review.publication import CompleteCheck, EditComment, PostFileComment, PostReply, PostReview, StartCheck

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.review.draft import Draft
    from bot.review.marker import Signer
    from bot.review.publication import PostedCheck, PostedComment, Published, Step
    from checks.core.finding import Finding

STARTED = "started"


@dataclass(frozen=True, slots=True)
class _Standing:
    """A comment of ours about a finding."""

    comment: PostedComment
    marker: Marker

    @property
    def line(self) -> int:
        """Where GitHub has taken it, or where it was put."""
        return self.comment.span.first if self.comment.span else self.marker.line


@dataclass(frozen=True, slots=True)
class _Standings:
    """Our comments, each with the finding it speaks of, or without one."""

    about: tuple[tuple[_Standing, Finding], ...]
    orphans: tuple[_Standing, ...]


def opening(published: Published, number: int) -> tuple[Step, ...]:
    """Show the work has begun, unless a check run on this commit already speaks of it."""
    return () if published.checks else (StartCheck(f"{number}:{STARTED}"),)


def plan(draft: Draft, published: Published, signer: Signer) -> tuple[Step, ...]:
    """Comments first, the check run last: once it is completed, everything it speaks of is there."""
    standings = _assigned(_ours(published.comments, signer), draft)
    return (*_new(draft, standings), *_changed(draft, standings, signer), *plan_check(draft, published.checks))


def _ours(comments: Sequence[PostedComment], signer: Signer) -> Iterator[_Standing]:
    for comment in sorted(comments, key=lambda c: c.id):
        marker = signer.read(comment.body)
        if marker is not None and marker.kind is Kind.FINDING:
            yield _Standing(comment, marker)


def _assigned(ours: Iterable[_Standing], draft: Draft) -> _Standings:
    """By fingerprint, and among equals by the nearest line; then, where a comment's file has gone, by the code alone."""
    pairs, orphans, unspoken = paired(
        ((standing.marker.fingerprint, standing.line, standing) for standing in ours),
        ((finding.fingerprint, finding.line, finding) for finding in draft.present),
    )
    left = [standing for standing in orphans if standing.comment.path not in draft.touched]
    moved, _, _ = paired(
        ((standing.marker.kinship, standing.line, standing) for standing in left if standing.marker.state is not State.FIXED),
        ((finding.kinship, finding.line, finding) for finding in unspoken),
    )
    followed = {standing.comment.id for standing, _ in moved}
    return _Standings((*pairs, *moved), tuple(standing for standing in orphans if standing.comment.id not in followed))


def _new(draft: Draft, standings: _Standings) -> Iterator[Step]:
    spoken = {finding.identity for _, finding in standings.about}
    fresh = [remark.comment for remark in draft.remarks if remark.finding.identity not in spoken]
    inside = tuple(comment for comment in fresh if comment.span is not None)
    if inside:
        yield PostReview(draft.review_body, inside)
    yield from (PostFileComment(comment) for comment in fresh if comment.span is None)


def _changed(draft: Draft, standings: _Standings, signer: Signer) -> Iterator[Step]:
    """Findings that have gone are struck, those that came back are opened again, those that moved say where they are."""
    for standing in standings.orphans:
        if standing.marker.state is not State.FIXED and standing.comment.path not in draft.blind:
            line = signer.line(replace(standing.marker, state=State.FIXED, scan=draft.head))
            text = render.fixed(_text(standing.comment), draft.head)
            yield EditComment(standing.comment, f"{line}\n{text}", minimise=True)
    for standing, finding in standings.about:
        if finding.identity in draft.acknowledged:
            yield from _acknowledged(draft, standing, finding, signer)
        elif standing.marker.state is not State.OPEN and finding.identity in draft.reported:
            yield from _back(draft, standing, finding, signer)
            yield EditComment(standing.comment, _opened(draft, finding, signer))
        elif standing.marker.state is State.OPEN:
            yield from _followed(draft, standing, finding, signer)


def _back(draft: Draft, standing: _Standing, finding: Finding, signer: Signer) -> Iterator[Step]:
    """Tell of it once for each time that it was called fixed; as many at once as there may be comments on lines.

    Before the edit, after which nobody could know that it is still to be told. Its marker names the fix: another head writes the same.
    """
    was = standing.marker
    shown = any(remark.finding.identity == finding.identity for remark in draft.remarks)
    if was.state is State.FIXED and shown:
        line = signer.line(Marker(Kind.REPLY, f"back:{standing.comment.id}", State.OPEN, was.scan))
        if line not in standing.comment.answers:
            yield PostReply(standing.comment, f"{line}\n{render.back(was.scan, draft.head)}")


def _opened(draft: Draft, finding: Finding, signer: Signer) -> str:
    known = {remark.finding.identity: remark.comment.body for remark in draft.remarks}
    return known.get(finding.identity) or body(Placed(finding, finding.location.span), draft.links, signer)


def _acknowledged(draft: Draft, standing: _Standing, finding: Finding, signer: Signer) -> Iterator[Step]:
    """Its first line tells everything that may change, so the rest is written once; nobody is notified of an edit."""
    text = render.acknowledged(render.comment(Placed(finding, None), draft.links), draft.acknowledged[finding.identity].word)
    said = _text(standing.comment).partition("\n")[0].split()
    known = standing.marker.state is State.ACKNOWLEDGED and standing.marker.fingerprint == finding.fingerprint
    if not known or said != text.partition("\n")[0].split():
        line = signer.line(mark(finding, finding.location.span, State.ACKNOWLEDGED, draft.head))
        yield EditComment(standing.comment, f"{line}\n{text}")


def _followed(draft: Draft, standing: _Standing, finding: Finding, signer: Signer) -> Iterator[Step]:
    """A comment that GitHub shows at no line of the present diff tells where its finding is now; nobody is notified of an edit."""
    comment = standing.comment
    if comment.outdated or comment.path != finding.location.path.text:
        text = render.moved(_text(comment), finding.location, draft.links)
        if text.split() != _text(comment).split():
            line = signer.line(mark(finding, finding.location.span, State.OPEN, draft.head))
            yield EditComment(comment, f"{line}\n{text}", minimise=comment.minimised)


def _text(comment: PostedComment) -> str:
    return comment.body.partition("\n")[2]


def plan_check(draft: Draft, checks: Sequence[PostedCheck]) -> tuple[Step, ...]:
    """The check run alone, of which `checks` stand on the commit, newest first."""
    wanted = draft.check
    if any(check.completed and check.external_id == wanted.external_id for check in checks[:1]):
        return ()
    unfinished = next((check for check in checks if not check.completed), None)
    if unfinished is None:
        return (CompleteCheck(wanted),)
    resumed = unfinished.external_id == wanted.external_id
    return (CompleteCheck(wanted, unfinished.id, unfinished.annotations if resumed else 0),)
