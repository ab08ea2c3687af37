"""Misfortunes drawn by a seed: whatever GitHub does to single requests, everything stands once when it is over, and nothing is lost.

A failure names its seeds; `SCHEDULE_SEEDS=7,19` runs these alone.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.github_double.faults import Fault, secondary_limit
from tests.product.stage import GUILTY, INNOCENT, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.github_double.repository import DoublePull

pytestmark = pytest.mark.xdist_group("product-trouble")

FILES = ("convert.py", "lib/tool.py", "web/page.py")
SHORT = (1, 2, 3, 4)
BATCHES = [range(start, start + 8) for start in range(100, 164, 8)]
# Faults of one step, and how many requests may pass before one of them.
MOST, WITHIN = 5, 16
LIMITED = {"message": "Too many requests", "documentation_url": "https://docs.github.com"}
REFUSED = {"message": "Unprocessable Entity", "errors": ["Line could not be resolved"], "documentation_url": "https://docs.github.com"}


@dataclass
class Schedule:
    """One pull request and what its seed has drawn for it. `patient`: also what costs a minute."""

    seed: int
    pull: DoublePull
    patient: bool
    drawn: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311 - a schedule that can be drawn again

    def draw(self, stage: Stage) -> None:
        """Replace what is left of the last step's faults."""
        for old in self.drawn:
            old.times = 0
        self.drawn += [stage.double.faults.add(self._fault(stage)) for _ in range(self.dice.randint(2, MOST))]

    def _fault(self, stage: Stage) -> Fault:
        name, dice = self.pull.repository.full_name, self.dice
        anything = f"* */{name}/*"
        tokens = f"POST */app/installations/{stage.double.install(self.pull.repository.facts.owner).id}/access_tokens"
        kinds = [
            Fault(anything, status=502, when="before"),
            Fault(anything, status=502, when="after"),
            Fault(anything, status=None, cut=True, when=dice.choice(("before", "after"))),
            Fault(anything, status=429, headers={"Retry-After": str(dice.randint(1, 3))}, body=LIMITED),
            secondary_limit(f"POST */{name}/*", retry_after=dice.randint(1, 3)),
            Fault(anything, status=None, delay=dice.uniform(0.1, 0.8)),
            Fault(dice.choice((f"PATCH */{name}/check-runs/*", f"GET */{name}/*")), status=404, body={"message": "Not Found"}),
            Fault(anything, status=401, body={"message": "Bad credentials"}),
            Fault(f"POST */{name}/pulls/*/reviews", status=422, body=REFUSED),
            Fault("POST /api/graphql", status=502, holding=f'"{self.pull.repository.facts.name}"'),
            Fault(tokens, status=502, when=dice.choice(("before", "after"))),
        ]
        if self.patient:
            kinds.append(Fault(anything, status=429, body=LIMITED))
        chosen = dice.choice(kinds)
        # A review is posted once, and a token minted twice: these would seldom be met later.
        chosen.skip = 0 if chosen.status == 422 or chosen.match == tokens else dice.randrange(WITHIN)
        return chosen

    def __str__(self) -> str:
        kinds = [(one, one.status or ("cut" if one.cut else "slow")) for one in self.drawn if one.hits]
        met = ", ".join(f"{one.match.partition(' ')[0]} {kind} {one.when}" for one, kind in kinds)
        return f"seed {self.seed} ({self.pull.repository.full_name}; met: {met})"


def wrong(stage: Stage, pull: DoublePull, struck: frozenset[str]) -> list[str]:
    """What does not stand as it should: one comment for each finding, struck where it was fixed, and completed check runs."""
    found = []
    ours = [comment for comment in pull.review_comments if comment.in_reply_to is None]
    if sorted(comment.path for comment in ours) != sorted(FILES):
        found.append(f"comments on {[comment.path for comment in ours]}")
    if {comment.path for comment in ours if "Fixed in" in comment.body} != struck:
        found.append(f"struck: {[comment.path for comment in ours if 'Fixed in' in comment.body]} instead of {sorted(struck)}")
    if {comment.path for comment in ours if comment.minimized} != struck:
        found.append(f"folded: {[comment.path for comment in ours if comment.minimized]} instead of {sorted(struck)}")
    backs = [comment for comment in pull.review_comments if comment.in_reply_to is not None]
    if len(backs) > len(FILES) or len({(one.in_reply_to, one.body.partition("\n")[0]) for one in backs}) != len(backs):
        found.append(f"{len(backs)} answers")
    runs = stage.checks(pull)
    if not runs or runs[-1].conclusion != "failure" or any(run.status != "completed" for run in stage.all_checks(pull)):
        found.append(f"checks {[(run.status, run.conclusion) for run in stage.all_checks(pull)]}")
    elif sorted(one["path"] for one in runs[-1].annotations) != sorted(set(FILES) - struck):
        found.append(f"annotations {[one['path'] for one in runs[-1].annotations]}")
    return found


def through(stage: Stage, schedules: Sequence[Schedule], action: str, struck: frozenset[str]) -> None:
    """All of them side by side under what was drawn, then once more in peace: that heals a 422, and may write nothing else twice."""
    for schedule in schedules:
        schedule.draw(stage)
    settle(stage, schedules, action)
    for schedule in schedules:
        for fault in schedule.drawn:
            fault.times = 0
    left = {str(one): [run.status for run in stage.checks(one.pull)] for one in schedules}
    waiting = {told: states for told, states in left.items() if set(states) != {"completed"}}
    assert not waiting, waiting
    settle(stage, schedules, "ready_for_review")
    broken = {str(one): told for one in schedules if (told := wrong(stage, one.pull, struck))}
    assert not broken, broken


def settle(stage: Stage, schedules: Iterable[Schedule], action: str) -> None:
    for delivery in [stage.deliver(one.pull, action) for one in schedules]:
        stage.settled(delivery, 300)


def survives(stage: Stage, seeds: Iterable[int], *, patient: bool) -> None:
    chosen = [int(each) for each in os.environ.get("SCHEDULE_SEEDS", "").split(",") if each] or list(seeds)
    schedules = [Schedule(seed, stage.propose(dict.fromkeys(FILES, GUILTY)), patient) for seed in chosen]
    through(stage, schedules, "opened", frozenset())
    for one in schedules:
        one.pull.push({FILES[0]: INNOCENT})
    through(stage, schedules, "synchronize", frozenset({FILES[0]}))
    for one in schedules:
        one.pull.push({FILES[0]: GUILTY})
    through(stage, schedules, "synchronize", frozenset())


@pytest.mark.timeout(400)
def test_whatever_github_does_to_single_requests_everything_stands_once(stage: Stage) -> None:
    survives(stage, SHORT, patient=False)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_so_it_does_over_many_schedules(stage: Stage, seeds: range) -> None:
    survives(stage, seeds, patient=True)
