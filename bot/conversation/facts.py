"""What has to be known before a command can be carried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.review.acknowledgement import Acknowledgement
    from bot.review.record import RecordedFinding


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """Days for which an acknowledgement holds: where none are named, and at most."""

    usual: int = 90
    most: int = 365


@dataclass(frozen=True, slots=True)
class Page:
    """What is told about a rule: its title, its remedy and the page of its check in Markdown of ours."""

    title: str
    remedy: str
    text: str


class Book(Protocol):
    """Everything there is to read about rules."""

    def page(self, rule: str) -> Page | None:
        """The rule's page; None for a rule of another release."""
        ...


class Comments(Protocol):
    """Our own comments on the pull request, looked up only when a command needs one."""

    def about(self, fingerprint: str) -> str:
        """The text of the comment on this finding, or nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Facts:
    """The moment of a command.

    `findings` are those of the last review, None when there was none. `thread` is the fingerprint of the finding in whose thread
    it was said, or nothing. `words` are the acknowledgements that hold in the repository.
    """

    repo: str
    number: int
    author: str
    who: str
    permission: str
    now: datetime
    findings: tuple[RecordedFinding, ...] | None
    thread: str
    words: tuple[Acknowledgement, ...]
    lifetimes: Lifetimes
    book: Book
    comments: Comments
