"""What stands on a pull request in our name, what should, and the single steps between the two."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.place import RepoPath, Span

CHECK_NAME = "bartizan"


class Conclusion(Enum):
    """GitHub's words for a completed check run. NEUTRAL satisfies a required check, so it means "nothing in scope" only."""

    SUCCESS = "success"
    NEUTRAL = "neutral"
    FAILURE = "failure"
    CANCELLED = "cancelled"
    ACTION_REQUIRED = "action_required"


class AnnotationLevel(Enum):
    """GitHub's words for an annotation's weight."""

    NOTICE = "notice"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A line of the check run's report, shown beside the diff."""

    path: RepoPath
    span: Span
    level: AnnotationLevel
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The check run as it should be. `external_id` holds the pull request's number and a digest of everything shown.

    `accepted`: people have acknowledged something of it, which can be asked for.
    """

    external_id: str
    title: str
    summary: str
    conclusion: Conclusion
    annotations: tuple[Annotation, ...] = ()
    text: str = ""
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class InlineComment:
    """A comment to be made. Without a span it is a comment on the file. `body` begins with its signed marker."""

    path: RepoPath
    body: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class PostedComment:
    """A review comment on the pull request that our App wrote (the forge has checked the author).

    `span` is None when the comment is `outdated` (its line has gone from the diff) or on the whole file. `node_id` is GraphQL's.
    `replied`: a person has answered. `answers` are the first lines of our own answers in its thread. `thread` is GraphQL's name of
    that, where it was looked up; `resolved`: somebody has settled it.
    """

    id: int
    node_id: str
    path: str
    body: str
    span: Span | None = None
    replied: bool = False
    minimised: bool = False
    outdated: bool = False
    answers: frozenset[str] = frozenset()
    thread: str = ""
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class PostedReview:
    """A review that our App wrote."""

    id: int
    node_id: str
    body: str
    commit: str


@dataclass(frozen=True, slots=True)
class PostedCheck:
    """A check run of ours on the head commit, newest first in `Published.checks`. `completed` False: queued or in progress."""

    id: int
    external_id: str
    completed: bool
    conclusion: str
    annotations: int


@dataclass(frozen=True, slots=True)
class Published:
    """Everything of ours that is on the pull request now."""

    comments: tuple[PostedComment, ...] = ()
    reviews: tuple[PostedReview, ...] = ()
    checks: tuple[PostedCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class StartCheck:
    """Show that the review is under way."""

    external_id: str


@dataclass(frozen=True, slots=True)
class PostReview:
    """One review with its comments, none of which is file-level, all of whose lines are inside hunks."""

    body: str
    comments: tuple[InlineComment, ...]


@dataclass(frozen=True, slots=True)
class PostFileComment:
    """A comment on a whole file: reviews cannot hold these."""

    comment: InlineComment


@dataclass(frozen=True, slots=True)
class EditComment:
    """Replace a comment's text; `minimise` also folds it away as resolved."""

    comment: PostedComment
    body: str
    minimise: bool = False


@dataclass(frozen=True, slots=True)
class PostReply:
    """An answer of ours in the comment's thread; people are notified of it, as of no edit. `body` begins with its signed marker."""

    comment: PostedComment
    body: str


@dataclass(frozen=True, slots=True)
class CompleteCheck:
    """Finish the check run `unfinished`, or make a completed one. `already` annotations are on it from an interrupted attempt."""

    report: CheckReport
    unfinished: int | None = None
    already: int = 0


@dataclass(frozen=True, slots=True)
class AmendCheck:
    """Put this text under the summary of a completed check run, and leave the rest as it is; nobody is notified."""

    check: PostedCheck
    text: str


Step = StartCheck | PostReview | PostFileComment | EditComment | PostReply | CompleteCheck | AmendCheck


@dataclass(frozen=True, slots=True)
class Refused:
    """A step GitHub would not take; what it said. The finding in it must be shown elsewhere."""

    step: Step
    why: str


@dataclass(frozen=True, slots=True)
class Applied:
    """How carrying out the steps ended. `writes` counts API writes."""

    writes: int = 0
    refused: tuple[Refused, ...] = field(default=())
