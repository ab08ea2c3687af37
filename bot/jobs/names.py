"""The names under which work is known to DBOS."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from bot.intake.job import Job

APPLICATION = "bartizan"
QUEUE = "reviews"
WORKFLOW = "bartizan.review"
# Set by us and not derived from the code, so that a new release takes over the old one's queue. To be raised only when the
# stored form of a job changes so that old jobs could not be read.
VERSION = "bartizan-1"
# Reviews of one installation that may run at the same time, over all workers.
LANES = 8

_ATTEMPT = re.compile(r"(.+)~([0-9]{1,9})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a job. The first has the job's key as its id, later ones `key~2`, `key~3` and so on."""

    key: str
    number: int = 1

    @property
    def id(self) -> str:
        """The workflow's id."""
        return self.key if self.number == 1 else f"{self.key}~{self.number}"

    @property
    def next(self) -> Attempt:
        """The try after this one."""
        return Attempt(self.key, self.number + 1)

    @classmethod
    def named(cls, workflow_id: str) -> Attempt:
        """The attempt of that workflow id. Keys never hold a `~`."""
        match = _ATTEMPT.fullmatch(workflow_id)
        return cls(match[1], int(match[2])) if match else cls(workflow_id)


def lane(job: Job) -> str:
    """The partition in which the job waits; jobs of one lane run one after the other.

    A pull request always has the same lane, so its reviews never run at once. An installation has `LANES` of them, and workers
    choose among waiting lanes at random, so a busy installation cannot crowd the others out.
    """
    return f"{job.installation}/{crc32(job.pull.encode()) % LANES}"
