"""What `doctor` looks at: this machine, the advisories, and where GitHub refuses what the operator has switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.advisories.store import AdvisoryStore
from bot.compose.grants import refused, switched_on
from bot.compose.local import advisory_file, operator_tools, settings
from bot.sandbox.doctor import Diagnosis, diagnose
from bot.sandbox.operator_tools import diagnose_tool
from bot.sandbox.tiers import Tier
from bot.store.refusals import Unknown, recorded
from checks.core.dependency import AdvisoriesUnavailable
from config.settings import BadSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.compose.grants import Further


def diagnoses() -> list[Diagnosis]:
    """One for each thing looked at. Raises `BadSettings`."""
    told = settings()
    grants = [_grant(wanted, told.database_url) for wanted in switched_on(told)]
    return [*diagnose(told.engines, Tier(told.sandbox_min_tier)), *_tools(), _advisories(), *grants]


def _tools() -> Iterator[Diagnosis]:
    """Those that the operator has added; nothing when there are none."""
    try:
        tools = operator_tools()
    except BadSettings as error:
        for problem in error.problems:
            yield Diagnosis("tools", ok=False, detail=problem.what, remedy=problem.remedy)
        return
    yield from map(diagnose_tool, tools)


def _advisories() -> Diagnosis:
    try:
        snapshot = AdvisoryStore(advisory_file()).snapshot()
    except AdvisoriesUnavailable as error:
        return Diagnosis("advisories", ok=False, detail=str(error), remedy="Run `bartizan advisories import DIR`.")
    return Diagnosis("advisories", ok=True, detail=f"as of {snapshot.as_of:%Y-%m-%d}", remedy="")


def _grant(wanted: Further, database_url: str) -> Diagnosis:
    name = wanted.part.replace("_", " ")
    try:
        found = recorded(database_url, wanted.kind)
    except Unknown as error:
        remedy = "Check BARTIZAN_DATABASE_URL, and start web or worker once."
        return Diagnosis(name, ok=False, detail=str(error), remedy=remedy, needed=False)
    if found:
        return Diagnosis(name, ok=False, detail=refused(found), remedy=wanted.remedy, needed=False)
    return Diagnosis(name, ok=True, detail="switched on, and refused nowhere so far")
