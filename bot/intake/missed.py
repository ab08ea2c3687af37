"""What was missed: deliveries that never arrived, and open pull requests that nobody looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.intake.job import BadJob, Job, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

# Who asks when nobody did.
_SENDER = "bartizan[bot]"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt of GitHub's to deliver; all attempts at one delivery have its `guid`."""

    id: int
    guid: str
    at: datetime
    arrived: bool


@dataclass(frozen=True, slots=True)
class Stood:
    """A check run of ours on a commit: whether it is completed, and how."""

    completed: bool
    conclusion: str


def undelivered(attempts: Iterable[Attempt]) -> Sequence[Attempt]:
    """The newest attempt at each delivery of which none arrived; the oldest delivery first."""
    newest: dict[str, Attempt] = {}
    arrived: set[str] = set()
    for one in attempts:
        if one.arrived:
            arrived.add(one.guid)
        elif one.guid not in newest or newest[one.guid].at < one.at:
            newest[one.guid] = one
    return sorted((one for guid, one in newest.items() if guid not in arrived), key=lambda one: (one.at, one.id))


def unanswered(checks: Sequence[Stood]) -> bool:
    """Whether a head with these check runs of ours, newest first, still waits for its verdict.

    A cancelled one says that a newer commit took its place: where it stands on the head itself, the branch went back to it.
    """
    return not checks or not checks[0].completed or checks[0].conclusion == "cancelled"


def swept(installation: int, repo_id: int, pull: tuple[str, int, str], at: datetime) -> Job | None:
    """The job for a `pull` (repository, number, head) that nobody looked at; None for absurd facts.

    No push: it supersedes nothing. Its name holds the time, so that a lost one can be asked for again.
    """
    repo, number, head = pull
    try:
        return Job(installation, repo, repo_id, number, head, Reason.SWEEP, _SENDER, None, f"{at:%Y%m%dT%H%M}")
    except BadJob:
        return None
