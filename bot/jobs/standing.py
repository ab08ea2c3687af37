"""How an attempt stands, read from DBOS's status of its workflow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.jobs.names import Attempt

if TYPE_CHECKING:
    from dbos import WorkflowStatus

DONE = "done"
FAILED = "failed"
RETRIED = "retried"
SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, order=True)
class Standing:
    """One attempt: when it was asked for (microseconds since 1970), what asked for it, and how far it is."""

    asked: int
    attempt: Attempt = field(compare=False)
    status: str = field(compare=False)
    ending: str = field(compare=False)
    delivery: str = field(compare=False)
    given_up: bool = field(compare=False, default=False)

    @property
    def waiting(self) -> bool:
        """Not started yet."""
        return self.status in {"ENQUEUED", "DELAYED"}

    @property
    def active(self) -> bool:
        """On its way: waiting, or being worked on."""
        return self.waiting or self.status == "PENDING"

    @property
    def failed(self) -> bool:
        """Ended without the work being done, and no other attempt follows by itself."""
        return self.given_up or self.status in {"ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"} or self.ending == FAILED

    @property
    def done(self) -> bool:
        """Ended well, by doing the work or because newer work made it pointless."""
        return self.status == "SUCCESS" and self.ending in {DONE, SUPERSEDED}

    @property
    def head(self) -> str:
        """The commit in the key, or an empty string."""
        return self.attempt.key.partition("@")[2].partition("+")[0]

    @property
    def is_push(self) -> bool:
        """Whether the work was asked for by a push, as its key tells."""
        return bool(self.head) and "+" not in self.attempt.key


def standing(status: WorkflowStatus) -> Standing:
    """What of DBOS's status matters to us."""
    attributes = status.attributes or {}
    return Standing(
        # DBOS's own time of creation counts milliseconds, and whole seconds on SQLite: two pushes may share those.
        asked=int(attributes.get("asked") or (status.created_at or 0) * 1000),
        attempt=Attempt.named(status.workflow_id),
        status=str(status.status),
        ending=status.output if isinstance(status.output, str) else "",
        delivery=str(attributes.get("delivery", "")),
        given_up=bool(attributes.get("given_up")),
    )
