"""Posting a review's comments, each exactly once: in batches, without those that GitHub will not take, though answers get lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.github.address import repo_path
from bot.github.answer import AnswerLost, Rejected
from bot.github.recognition import missing, stands
from bot.github.repetition import SETTLING, TRIES
from bot.review.publication import PostReview, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.github.published import Reader
    from bot.github.session import Session
    from bot.review.ports import Pull
    from bot.review.publication import InlineComment

# Above 32 GitHub answers "was submitted too quickly" although it has posted some.
BATCH = 30


@dataclass(slots=True)
class ReviewPosting:
    """One review on its way. `require_unmoved` raises when the pull request no longer stands at the commit."""

    session: Session
    reader: Reader
    pull: Pull
    step: PostReview
    require_unmoved: Callable[[], None]
    opened: bool = False
    refused: list[Refused] = field(default_factory=list)

    def post(self) -> tuple[Refused, ...]:
        """Post it; what GitHub would not take comes back, one comment at a time."""
        comments = self.step.comments
        # An attempt that ended between two batches has said the review's words already.
        self._look_for_opening()
        if not comments:
            self._batch(())
        for start in range(0, len(comments), BATCH):
            self._batch(comments[start : start + BATCH])
        return tuple(self.refused)

    def _batch(self, comments: Sequence[InlineComment], losses: int = 0) -> None:
        try:
            self._send(comments)
        except Rejected as refusal:
            # Somebody may have pushed, and a refused review has been seen to leave its comments behind.
            self.require_unmoved()
            cleared, left = self._clear(), self._left(comments)
            if cleared and losses < TRIES - 1:
                self._again(comments, left, losses)
            else:
                self._divide(comments, left, refusal)
        except AnswerLost:
            self.session.sleep(SETTLING)
            left = self._left(comments)
            if losses == TRIES - 1 and not self._done(comments, left):
                raise
            self._again(comments, left, losses)

    def _again(self, tried: Sequence[InlineComment], left: Sequence[InlineComment], losses: int) -> None:
        if not self._done(tried, left):
            self._batch(left, losses + 1)

    def _done(self, tried: Sequence[InlineComment], left: Sequence[InlineComment]) -> bool:
        return not left if tried else self.opened

    def _divide(self, tried: Sequence[InlineComment], left: Sequence[InlineComment], refusal: Rejected) -> None:
        """GitHub does not say which comment is bad: halve until it stands alone."""
        if len(tried) <= 1:
            if not self._done(tried, left):
                self.refused.append(Refused(PostReview(self.step.body, tuple(tried)), refusal.why))
            return
        middle = (len(left) + 1) // 2
        for half in (left[:middle], left[middle:]):
            if half:
                self._batch(half)

    def _left(self, comments: Sequence[InlineComment]) -> tuple[InlineComment, ...]:
        """What of the batch is not there yet. Notes whether the review's own words are."""
        self._look_for_opening()
        return missing(comments, self.reader.comments(self.pull, folded=False)) if comments else ()

    def _clear(self) -> bool:
        """Take away our reviews that were never submitted; whether there were any, which is why GitHub would take no other."""
        pending = self.reader.pending(self.pull)
        for review in pending:
            self.session.write("DELETE", f"{self._path}/{review}")
        return bool(pending)

    def _look_for_opening(self) -> None:
        self.opened = self.opened or stands(self.step.body, self.pull.ref.head, self.reader.reviews(self.pull))

    def _send(self, comments: Sequence[InlineComment]) -> None:
        body = f"More comments of the review of {self.pull.ref.head[:12]}." if self.opened else self.step.body
        entries = [_entry(comment) for comment in comments]
        whole = {"commit_id": self.pull.ref.head, "body": body, "event": "COMMENT", "comments": entries}
        self.session.write("POST", self._path, whole)
        self.opened = True

    @property
    def _path(self) -> str:
        return f"{repo_path(self.pull.ref.repo)}/pulls/{self.pull.ref.number}/reviews"


def _entry(comment: InlineComment) -> dict[str, object]:
    if comment.span is None:
        raise ValueError(f"a review cannot hold a comment on the whole file {comment.path}; use PostFileComment")
    entry: dict[str, object] = {"path": comment.path.text, "body": comment.body, "line": comment.span.last, "side": "RIGHT"}
    if comment.span.first < comment.span.last:
        entry |= {"start_line": comment.span.first, "start_side": "RIGHT"}
    return entry
