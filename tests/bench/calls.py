"""Calls of GitHub's API for one review (the first, the same commit again, a push that touches one file), and how long a write takes."""

from __future__ import annotations

import statistics
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.github.address import Endpoint
from bot.github.app import GitHubApp
from bot.github.powers import AppPowers
from bot.review.publication import CheckReport, CompleteCheck, Conclusion, StartCheck
from tests.github_double.double import GitHubDouble
from tests.product.stage import GUILTY, INNOCENT, Stage, staged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROUNDS = 5
WRITES = 50
FILES = {"convert.py": GUILTY, **{f"part{number}.py": INNOCENT for number in range(9)}}


@dataclass
class Tally:
    """Calls of each round. GraphQL counts as a read or a write by its query; a token is a write of its own kind."""

    reads: list[int] = field(default_factory=list)
    writes: list[int] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)

    def take(self, stage: Stage, since: int) -> None:
        made = stage.double.requests[since:]
        tokens = [one for one in made if one.path.endswith(("/access_tokens", "/installation/token"))]
        rest = [one for one in made if one not in tokens]
        reads = sum(one.method == "GET" or _asks(one.body) for one in rest)
        self.reads.append(reads)
        self.writes.append(len(rest) - reads)
        self.tokens.append(len(tokens))


def _asks(body: object) -> bool:
    """Whether it is a query of GraphQL that changes nothing."""
    return isinstance(body, dict) and str(body.get("query", "mutation")).lstrip().startswith(("query", "{"))


def main() -> None:
    tallies = {name: Tally() for name in ("first review", "same commit again", "push that touches one file")}
    with staged() as stage:
        stage.server()
        stage.worker()
        for _ in range(ROUNDS):
            pull = stage.propose(FILES)
            for (name, tally), action in zip(tallies.items(), ("opened", "reopened", "synchronize"), strict=True):
                if name.startswith("push"):
                    pull.push({"part1.py": INNOCENT + "\n\nLIMIT = 3\n"})
                since = len(stage.double.requests)
                stage.review(pull, action) if action != "reopened" else stage.settled(stage.deliver(pull, action))
                tally.take(stage, since)
    print(f"{'':28}{'reads':>14}{'writes':>14}{'tokens':>14}   p50/p95 of {ROUNDS}")
    for name, tally in tallies.items():
        print(f"{name:28}" + "".join(f"{_figures(calls):>14}" for calls in (tally.reads, tally.writes, tally.tokens)))
    print(f"\n{'one write, in milliseconds':28}{'p50/p95':>14}   of {WRITES}, against the double")
    for name, took in _latencies().items():
        print(f"{name:28}{_figures(took):>14}")


def _latencies() -> dict[str, list[float]]:
    """Milliseconds from asking until the answer is known, for steps that are one request each, with a token that is there."""
    took: dict[str, list[float]] = {}
    with GitHubDouble.start() as double:
        endpoint = Endpoint(double.api_url)
        powers = AppPowers(endpoint, double.app_id, lambda: double.private_key_pem, clock=time.time, sleep=time.sleep)
        app = GitHubApp(endpoint, powers, clock=time.time, sleep=time.sleep)
        repository = double.repository("octo/shop", files={"README.md": "# Shop\n"})
        repository.branch("feature", FILES)
        number = repository.open_pull(head="feature", user="dev").number
        with app.work(double.install("octo").id, repository.facts.id) as work:
            pull = work.forge.pull("octo/shop", number)
            work.forge.apply(pull, [StartCheck(f"{number}:warm")])
            for turn in range(WRITES):
                report = CheckReport(f"{number}:{turn}", "Clear", "Clear.", Conclusion.SUCCESS)
                with _timed(took, "begin a check run"):
                    work.forge.apply(pull, [StartCheck(f"{number}:started-{turn}")])
                newest = work.forge.checks(pull)[0]
                with _timed(took, "complete a check run"):
                    work.forge.apply(pull, [CompleteCheck(report, newest.id)])
    return took


@contextmanager
def _timed(took: dict[str, list[float]], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    took.setdefault(name, []).append((time.perf_counter() - began) * 1000)


def _figures(calls: Sequence[float]) -> str:
    return f"{statistics.median(calls):.0f}/{statistics.quantiles(calls, n=20, method='inclusive')[-1]:.0f}"


if __name__ == "__main__":
    main()
