"""The work that a delivery asks for, or why it asks for none."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Self

from bot.intake.said import Said


class Reason(Enum):
    """Why a pull request is looked at."""

    OPENED = "opened"
    SYNCHRONIZE = "synchronize"
    REOPENED = "reopened"
    READY = "ready_for_review"
    BASE_CHANGED = "base_changed"
    RERUN = "rerun"
    SHOW_ACCEPTED = "show_accepted"
    COMMAND = "command"
    MERGE_GROUP = "merge_group"
    SWEEP = "sweep"
    UPLOAD = "upload"
    SNAPSHOT = "snapshot"
    ADVISORIES = "advisories"
    THREADS = "threads"


_PUSHES = frozenset({Reason.OPENED, Reason.SYNCHRONIZE})
_REPO = re.compile(r"(?!.*\.\.)[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_HEAD = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_DELIVERY = re.compile(r"[A-Za-z0-9-]{1,64}")
# GitHub's logins are at most 39 characters; apps end in [bot], managed users carry an underscore and a short code.
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\[bot\])?")
# Database ids are signed 64-bit numbers at GitHub.
MAX_ID = 2**63 - 1
# What every event tells.
_ALWAYS = frozenset({"installation", "repo_id", "repo", "sender", "delivery"})


class BadJob(ValueError):
    """Facts that cannot be a job's; the message names the field."""


@dataclass(frozen=True, slots=True)
class Job:
    """A pull request to be reviewed, or a group of them that waits to be merged.

    `head` is the commit the event spoke of, or None where the event names none; the review reads the live one.
    `number` is None when a check was re-run for a commit whose pull request GitHub did not name (forks), and for a merge group,
    which alone has a `base`: the commit that it is to be merged onto. `said` are the commands of the comment or review `comment_id`.
    """

    installation: int
    repo: str
    repo_id: int
    number: int | None
    head: str | None
    reason: Reason
    sender: str
    comment_id: int | None
    delivery: str
    base: str | None = None
    said: Said | None = None

    def __post_init__(self) -> None:
        """Raises `BadJob` for facts that GitHub cannot have sent."""
        numbers = {"installation": self.installation, "repo_id": self.repo_id, "number": self.number, "comment_id": self.comment_id}
        for name, value in numbers.items():
            if (value is None and name in _ALWAYS) or (value is not None and (isinstance(value, bool) or not 1 <= value <= MAX_ID)):
                raise BadJob(f"{name} is not an id")
        texts = (
            ("repo", self.repo, _REPO),
            ("head", self.head, _HEAD),
            ("base", self.base, _HEAD),
            ("sender", self.sender, _LOGIN),
            ("delivery", self.delivery, _DELIVERY),
        )
        for name, text, pattern in texts:
            if (text is None and name in _ALWAYS) or (text is not None and not pattern.fullmatch(text)):
                raise BadJob(f"{name} is malformed")
        if self.number is None and self.head is None:
            raise BadJob("neither a number nor a head")
        if (self.reason is Reason.MERGE_GROUP) != (self.base is not None):
            raise BadJob("a merge group has a base, and nothing else has")
        if (self.reason is Reason.COMMAND) != (self.said is not None and self.comment_id is not None):
            raise BadJob("a command was said in a comment, and nothing else was")

    @property
    def pull(self) -> str:
        """The pull request, `owner/name#12`, or `owner/name` where it is not known yet; `owner/name@sha` for a merge group."""
        if self.base is not None:
            return f"{self.repo}@{self.head}"
        return self.repo if self.number is None else f"{self.repo}#{self.number}"

    @property
    def key(self) -> str:
        """The work's name: `owner/name#12@sha` for pushes, with the reason and the delivery added for what is asked anew."""
        if self.base is not None:
            return f"{self.pull}+{self.reason.value}"
        pushed = f"{self.pull}@{self.head or ''}"
        return pushed if self.reason in _PUSHES else f"{pushed}+{self.reason.value}-{self.delivery}"

    def to_json(self) -> str:
        """The job as the queue stores it."""
        return json.dumps(asdict(self) | {"reason": self.reason.value}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` wrote; raises `BadJob`."""
        try:
            facts = json.loads(text)
            reason = Reason(facts["reason"])
            said = Said(**facts["said"]) if facts.get("said") else None
            return cls(**(facts | {"reason": reason, "said": said}))
        except (ValueError, KeyError, TypeError) as error:
            raise BadJob(f"not a stored job: {error}") from error


class Why(Enum):
    """Why a delivery asks for no work: a fixed set, so that it can label a metric."""

    EVENT = "event-not-used"
    ACTION = "action-not-used"
    NOT_OURS = "not-our-check"
    NOT_A_PULL = "not-a-pull-request"
    NO_COMMAND = "no-command"
    BOT = "sent-by-a-bot"
    BASE_KEPT = "base-not-changed"
    CLOSED = "closed"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Ignored:
    """A delivery that asks for no work."""

    why: Why


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """A delivery about the app itself: `ping`, or an installation that came, went or changed its repositories.

    `added` and `removed` are the repositories that it names, each by its number and its `owner/name`.
    """

    event: str
    action: str
    installation: int | None
    added: tuple[tuple[int, str], ...] = ()
    removed: tuple[tuple[int, str], ...] = ()


def is_repository(name: str) -> bool:
    """Whether it is an `owner/name` that GitHub could give."""
    return _REPO.fullmatch(name) is not None
