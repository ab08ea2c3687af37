"""GitHub as the review's forge: what stands is read, steps are carried out, each exactly once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.github.check_runs import SUPERSEDED, CheckRuns
from bot.github.comments import Comments
from bot.github.moved import PullMoved
from bot.github.published import Reader
from bot.github.pulls import fetch_pull
from bot.github.reviews import ReviewPosting
from bot.review.publication import AmendCheck, Applied, CompleteCheck, EditComment, PostFileComment, PostReply, PostReview, StartCheck

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.github.published import AppIdentity
    from bot.github.session import Session
    from bot.review.ports import Pull
    from bot.review.publication import PostedCheck, Published, Refused, Step


class GitHubForge:
    """Fulfils `bot.review.ports.Forge` for one repository, by its number, and one session that may write there."""

    def __init__(self, session: Session, who: AppIdentity, repository: int) -> None:
        self._session = session
        self._reader = Reader(session, who)
        self._repository = repository

    def pull(self, repo: str, number: int) -> Pull:
        """The pull request as it is now. Its repository has today's name, also when `repo` is an old one."""
        return fetch_pull(self._session, repo, number, self._repository)

    def published(self, pull: Pull) -> Published:
        """Everything of ours that is on it now."""
        return self._reader.published(pull)

    def checks(self, pull: Pull) -> tuple[PostedCheck, ...]:
        """Our check runs on its head alone, newest first."""
        return self._reader.checks(pull)

    def apply(self, pull: Pull, steps: Sequence[Step]) -> Applied:
        """Carry out the steps in order.

        Raises `PullMoved` before anything is said beside the code when the pull request stands at another commit; our unfinished
        check runs on the old one are then closed as cancelled.
        """
        before = self._session.writes
        refused: list[Refused] = []
        if any(not isinstance(step, StartCheck | CompleteCheck | AmendCheck) for step in steps):
            self._require_unmoved(pull)
        for step in steps:
            refused += self._carry_out(pull, step)
        return Applied(self._session.writes - before, tuple(refused))

    def supersede(self, pull: Pull, check_id: int, title: str = SUPERSEDED) -> None:
        """Complete a check run whose commit, or whose report, was replaced."""
        CheckRuns(self._session, self._reader, pull).supersede(check_id, title)

    def _carry_out(self, pull: Pull, step: Step) -> tuple[Refused, ...]:
        checks = CheckRuns(self._session, self._reader, pull)
        comments = Comments(self._session, self._reader, pull)
        match step:
            case StartCheck(external_id=external_id):
                checks.start(external_id)
            case CompleteCheck():
                checks.complete(step)
            case AmendCheck():
                checks.amend(step)
            case PostReview():
                return ReviewPosting(self._session, self._reader, pull, step, lambda: self._require_unmoved(pull)).post()
            case PostFileComment():
                return comments.post_on_file(step)
            case EditComment():
                return comments.edit(step)
            case PostReply():
                return comments.reply(step)
        return ()

    def _require_unmoved(self, pull: Pull) -> None:
        now = self.pull(pull.ref.repo, pull.ref.number)
        if now.ref.head == pull.ref.head:
            return
        for check in self._reader.checks(pull):
            if not check.completed:
                self.supersede(pull, check.id)
        raise PullMoved(f"{pull.ref} was replaced: the pull request now stands at {now.ref.head[:12]}")
