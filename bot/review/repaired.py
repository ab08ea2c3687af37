"""Known defects of packages that a change leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.dependency import AdvisoriesUnavailable, Package

if TYPE_CHECKING:
    from bot.review.inventory_delta import Delta, Step
    from checks.core.dependency import Advisories

# A lock file made anew changes thousands; each is looked up in the store.
MAX_LOOKED_UP = 500


@dataclass(frozen=True, slots=True)
class Repaired:
    """A package and the ids of what named a version before and names none now."""

    ecosystem: str
    name: str
    ids: tuple[str, ...]


def repaired(delta: Delta, knowledge: Advisories) -> tuple[Repaired, ...]:
    """Of what changes its version or goes. What the store cannot tell about is left out: this is no promise."""
    found = (_of(step, knowledge) for step in (*delta.changed, *delta.removed)[:MAX_LOOKED_UP])
    return tuple(each for each in found if each.ids)


def _of(step: Step, knowledge: Advisories) -> Repaired:
    try:
        before, after = ([_ids(step, version, knowledge) for version in versions] for versions in (step.before, step.after))
    except AdvisoriesUnavailable:
        return Repaired(step.ecosystem, step.name, ())
    still = {each for ids in after for each in ids}
    return Repaired(step.ecosystem, step.name, tuple(dict.fromkeys(each for ids in before for each in ids if each not in still)))


def _ids(step: Step, version: str, knowledge: Advisories) -> list[str]:
    return [each.id for each in knowledge.affecting(Package(step.ecosystem, step.name, version))]
