"""What the operator has switched on and an owner must grant besides: where that is missing, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.intake.job import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.store.refusals import Refusal
    from config.settings import Settings

# Installations that are named; the others are counted.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Further:
    """A permission beyond those of `app.yml`. `part` labels it in health and metrics; `kind` is that of its uploads or looks."""

    part: str
    kind: str
    permission: str

    @property
    def remedy(self) -> str:
        """What to do about a refusal."""
        return f"Grant {self.permission} on the App's settings page and have each owner accept it; the worker's log has GitHub's reason."


def switched_on(told: Settings) -> tuple[Further, ...]:
    """The permissions that are wanted."""
    scanning = Further("code_scanning", Reason.UPLOAD.value, "`Code scanning alerts: Read and write`")
    graph = Further("dependency_graph", Reason.SNAPSHOT.value, "`Contents: Read and write`")
    issues = Further("advisory_issues", Reason.ADVISORIES.value, "`Issues: Read and write`")
    threads = Further("thread_resolution", Reason.THREADS.value, "`Contents: Read and write`")
    wanted = (
        (told.code_scanning, scanning),
        (told.dependency_graph, graph),
        (told.advisory_issues, issues),
        (told.resolve_threads, threads),
    )
    return tuple(further for switch, further in wanted if switch)


def refused(refusals: Sequence[Refusal]) -> str:
    """Which installations, and since when. The pages that show it are public: no repository is named."""
    named = [
        f"installation {each.installation} since {each.since:%Y-%m-%d %H:%M} UTC "
        f"({each.repositories} {'repository' if each.repositories == 1 else 'repositories'})"
        for each in refusals[:_NAMED]
    ]
    more = len(refusals) - len(named)
    return "refused for " + ", ".join([*named, *([f"and {more} more installations"] if more else [])])
