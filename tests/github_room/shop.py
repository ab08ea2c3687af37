"""A repository on the double with one pull request, and our App at work on it; nobody really sleeps."""

from __future__ import annotations

import fnmatch
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.github.address import Endpoint
from bot.github.app import GitHubApp
from bot.github.powers import AppPowers
from tests.github_double.state import Knobs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.github.app import Work
    from bot.github.forge import GitHubForge
    from tests.github_double.double import GitHubDouble
    from tests.github_double.model import CheckRun, Grant, Review, ReviewComment
    from tests.github_double.repository import DoublePull, DoubleRepository
    from tests.github_double.state import Exchange

LONG, TOUCHED = "new/long.py", "touched.py"
# A line of TOUCHED that no hunk shows.
OUTSIDE = 5


def _text(count: int, word: str = "line") -> str:
    return "".join(f"{word} {number}\n" for number in range(1, count + 1))


@dataclass
class Shop:
    double: GitHubDouble
    repository: DoubleRepository
    pull: DoublePull
    app: GitHubApp

    @property
    def name(self) -> str:
        return self.repository.full_name

    @property
    def installation(self) -> int:
        return self.double.install("octo").id

    @contextmanager
    def work(self) -> Iterator[Work]:
        with self.app.work(self.installation, self.repository.facts.id) as work:
            yield work

    @contextmanager
    def forge(self) -> Iterator[GitHubForge]:
        with self.work() as work:
            yield work.forge

    def asked(self, method: str, glob: str) -> list[Exchange]:
        return [one for one in self.double.requests if one.method == method and fnmatch.fnmatchcase(one.path, glob)]

    def new_app(self, clock: Callable[[], float] | None = None) -> GitHubApp:
        """One that remembers nothing of limits, clocks and tokens, or whose memory must not outlive the test."""
        return app_on(self.double, clock)

    def grants(self) -> list[Grant]:
        number = self.repository.facts.id
        return [grant for grant in self.double.state.grants.values() if grant.repositories == {number}]

    def runs(self) -> list[CheckRun]:
        return list(self.repository.facts.check_runs.values())

    def comments(self) -> list[ReviewComment]:
        return self.pull.review_comments

    def reviews(self) -> list[Review]:
        return self.pull.reviews


def app_on(double: GitHubDouble, clock: Callable[[], float] | None = None) -> GitHubApp:
    now = clock or double.clock.now
    endpoint, sleep = Endpoint(double.api_url), double.clock.advance
    powers = AppPowers(endpoint, double.app_id, lambda: double.private_key_pem, clock=now, sleep=sleep)
    return GitHubApp(endpoint, powers, clock=now, sleep=sleep)


@contextmanager
def shop(double: GitHubDouble, app: GitHubApp) -> Iterator[Shop]:
    """A new repository on a double that other tests have used; what they left behind is put away."""
    double.faults.clear()
    double.state.knobs = Knobs()
    double.state.requests.clear()
    double.state.spent.clear()
    double.clock.offset = 0.0
    repository = double.repository(f"octo/shop-{double.state.take_id()}", files={TOUCHED: _text(100)})
    double.user("mona", "write", repository)
    repository.branch("feature", {LONG: _text(200), TOUCHED: _text(100).replace("line 50\n", "line fifty\n")})
    pull = repository.open_pull(user="mona")
    yield Shop(double, repository, pull, app)
    double.assert_honest()
