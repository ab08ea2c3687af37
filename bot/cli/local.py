"""An examination on this machine: the worker's instruments, no forge."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from checks.core.severity import Confidence, Severity

if TYPE_CHECKING:
    from bot.review.examination import Examination
    from bot.review.ports import Sides


def examine_here(sides: Sides, *, everything: bool, notes: tuple[str, ...] = ()) -> Examination | str:
    """Look at the sides with the policy of their base; or the sentence that says why we cannot. `everything`: no reporting level."""
    from bot.compose.local import instruments, policy_for
    from bot.review.examination import examine
    from bot.sandbox.errors import SandboxUnavailable
    from config.settings import BadSettings
    from config.yaml_nodes import BadPolicy

    try:
        tools = instruments(warn=_warn)
        policy, said = policy_for(sides.policy)
    except (SandboxUnavailable, BadSettings, BadPolicy) as error:
        return str(error)
    if everything:
        policy = replace(policy, inline_at=Severity.LOW, inline_confidence=Confidence.LOW)
    return examine(sides, tools, policy, datetime.now(UTC).date(), (*notes, *said))


def _warn(check: str, error: Exception) -> None:
    sys.stderr.write(f"bartizan: the check {check} could not look: {error}\n")
