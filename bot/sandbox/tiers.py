"""The means of confinement, strongest first, and how far down an operator lets us go."""

from __future__ import annotations

from enum import Enum


class Tier(Enum):
    """What confines engines here. The values are those of the setting `BARTIZAN_SANDBOX_MIN_TIER`."""

    # A kernel of its own for each run. Several times slower, so only when the operator says so.
    GVISOR = "gvisor"
    BUBBLEWRAP = "bubblewrap"
    # Where a container masks parts of /proc, the kernel refuses to mount another one.
    WITHOUT_PROC = "bubblewrap-without-proc"
    # No namespaces: for places that forbid them, and only when the operator says so.
    LANDLOCK = "landlock"

    @property
    def description(self) -> str:
        """In words, for check runs and the doctor."""
        return _DESCRIPTIONS[self]

    def admits(self, other: Tier) -> bool:
        """Whether `other` is at least as strong as this one."""
        order = list(Tier)
        return order.index(other) <= order.index(self)


_DESCRIPTIONS = {
    Tier.GVISOR: "gVisor + seccomp",
    Tier.BUBBLEWRAP: "bubblewrap + seccomp",
    Tier.WITHOUT_PROC: "bubblewrap + seccomp, without /proc",
    Tier.LANDLOCK: "Landlock + seccomp, without namespaces",
}
