"""What a conversation needs of the world, said as protocols."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.conversation.outcome import Effects, Heard, Outcome, Reaction
    from bot.intake.said import Said
    from bot.review.acknowledgement import Acknowledgement
    from bot.review.record import RecordedFinding


class Ledger(Protocol):
    """What is remembered of conversations."""

    def kept(self, id_: str) -> Effects | None:
        """What was decided about this comment, if it was."""
        ...

    def keep(self, heard: Heard, outcome: Outcome) -> None:
        """Write down the decision, all its changes and its audit entries: everything, or nothing."""
        ...

    def recent(self, heard: Heard, since: datetime) -> int:
        """How many commands the same person has given on the same pull request since then."""
        ...

    def words(self, repo_id: int, today: date) -> tuple[Acknowledgement, ...]:
        """The acknowledgements that hold in the repository."""
        ...

    def findings(self, repo: str, number: int) -> tuple[RecordedFinding, ...] | None:
        """Those of the pull request's last review; None when there was none."""
        ...

    def paused_by(self, repo_id: int, number: int) -> str | None:
        """Who has paused the automatic reviews of the pull request."""
        ...


class Forum(Protocol):
    """Where the conversation takes place. All methods raise `ForgeFailed` or `PullGone`."""

    def permission(self, repo: str, login: str) -> str:
        """`admin`, `write`, `read` or `none`, as of now."""
        ...

    def react(self, repo: str, comment: int, said: Said, reaction: Reaction) -> None:
        """Put a face under what was said; twice is once. What was deleted meanwhile is passed over."""
        ...

    def reply(self, repo: str, number: int, said: Said, body: str) -> None:
        """Answer where it was said, unless an answer that begins with the same line is there."""
        ...

    def our_words(self, repo: str, comment: int) -> str:
        """The text of a review comment if it is ours, or nothing."""
        ...
