"""What follows from what was said: kept first, carried out afterwards, as often as it takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.review.acknowledgement import Acknowledgement


class Reaction(Enum):
    """GitHub's words for the faces under a comment, as we use them."""

    SEEN = "eyes"
    DONE = "+1"
    CONFUSED = "confused"
    NO = "-1"


@dataclass(frozen=True, slots=True)
class Reopened:
    """What was said about the finding of this fingerprint holds no longer."""

    fingerprint: str


@dataclass(frozen=True, slots=True)
class Paused:
    """Automatic reviews of the pull request stop, or go on."""

    paused: bool


Change = Reopened | Paused  # and `Acknowledgement`, which takes the place of an earlier one


@dataclass(frozen=True, slots=True)
class Noted:
    """What the audit log is told of one command. `detail` holds plain values."""

    action: str
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effects:
    """What others see, and whether the pull request is reviewed again; repeating it changes nothing."""

    reactions: tuple[Reaction, ...] = ()
    reply: str = ""
    review: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that follows from one comment."""

    effects: Effects
    changes: tuple[Acknowledgement | Change, ...] = ()
    noted: tuple[Noted, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """Who said something where: `id` names the comment for ever, `commands` counts its lines."""

    id: str
    repo: str
    repo_id: int
    number: int
    who: str
    at: datetime
    commands: int
