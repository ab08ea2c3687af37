"""What intake needs of the world: work kept safe, and deliveries claimed once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.intake.job import Job


@dataclass(frozen=True, slots=True)
class Receipt:
    """The job is kept durably under `key`. Not `fresh`: it was there already and nothing was added; `done`: and it has ended well."""

    key: str
    fresh: bool
    done: bool = False


class QueueUnavailable(Exception):
    """The job could not be kept; the sender must be told so that it can deliver again."""


class Queue(Protocol):
    """Where jobs wait for a worker."""

    def submit(self, job: Job) -> Receipt:
        """Keep the job; when this returns, it survives a crash of everything. Raises `QueueUnavailable`."""
        ...


class Claim(Enum):
    """Whether a delivery is ours to handle. A redelivery carries the id of the first: only what is DONE may be passed over."""

    NEW = "new"
    DONE = "done"
    UNFINISHED = "unfinished"


class DeliveryState(Enum):
    """How far a delivery has come. IGNORED and DONE are ends; FAILED may be delivered again."""

    RECEIVED = "received"
    QUEUED = "queued"
    IGNORED = "ignored"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is written down of a delivery: how far it has come, why it is ignored or failed, and the key of its job."""

    state: DeliveryState
    why: str = ""
    job: str = ""


RECEIVED = Standing(DeliveryState.RECEIVED)


class Claims(Protocol):
    """The deliveries seen by all processes. Both methods may raise whatever their database raises."""

    def claim(self, id_: str, event: str, action: str, now: datetime, stands: Standing = RECEIVED) -> Claim:
        """Take a delivery: of any number of callers at once exactly one is told NEW. `stands` is written down for a new one only."""
        ...

    def settle(self, id_: str, state: DeliveryState, why: str = "", job: str = "") -> None:
        """Write down what became of a claimed delivery."""
        ...
