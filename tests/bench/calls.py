"""How many calls of GitHub's API one review takes: the first, the same commit again, and a push that touches one file."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field

from tests.product.stage import GUILTY, INNOCENT, Stage, staged

ROUNDS = 5
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


def _figures(calls: list[int]) -> str:
    return f"{statistics.median(calls):.0f}/{statistics.quantiles(calls, n=20, method='inclusive')[-1]:.0f}"


if __name__ == "__main__":
    main()
