"""Reading back what stands on a pull request in our name, and nothing that others wrote, whatever it looks like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.github.address import repo_path
from bot.github.session import MOST_PAGES, endless
from bot.review.ports import ForgeFailed, PullGone
from bot.review.publication import CHECK_NAME, PostedCheck, PostedComment, PostedReview, Published
from checks.core.place import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.github.payload import Fields
    from bot.github.session import Session
    from bot.review.ports import Pull

# What REST does not tell. Comments on findings are never replies, so that each is the first of its thread.
_FOLDED = """
query($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id isResolved comments(first: 1) { nodes { id isMinimized } } }
      }
    }
  }
}
"""


@dataclass(frozen=True, slots=True)
class AppIdentity:
    """The App's number and the name its account is made of."""

    id: int
    slug: str

    def wrote(self, payload: Fields) -> bool:
        """Whether a review or comment is by the App's own account; names ending in `[bot]` cannot be registered by people."""
        user = payload.maybe_inside("user")
        return user is not None and user.text("type") == "Bot" and user.text("login").lower() == f"{self.slug}[bot]".lower()

    def made(self, check_run: Fields) -> bool:
        """Whether a check run is the App's."""
        app = check_run.maybe_inside("app")
        return app is not None and app.number("id") == self.id


@dataclass(frozen=True, slots=True)
class _Thread:
    id: str
    resolved: bool
    minimised: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one App's works. All methods raise `ForgeFailed` or `PullGone`."""

    session: Session
    who: AppIdentity

    def published(self, pull: Pull) -> Published:
        """Everything at once."""
        return Published(self.comments(pull), self.reviews(pull), self.checks(pull))

    def comments(self, pull: Pull, *, folded: bool = True) -> tuple[PostedComment, ...]:
        """Our review comments, oldest first; without `folded` none is looked up as minimised, which saves a request."""
        everyone = tuple(self.session.items(f"{_path(pull)}/comments"))
        answered = {one.maybe_number("in_reply_to_id") for one in everyone if _by_person(one)}
        said = [one for one in everyone if self.who.wrote(one)]
        replies = [(one.maybe_number("in_reply_to_id"), one.text("body").partition("\n")[0].strip()) for one in said]
        ours = [one for one in said if one.maybe_number("in_reply_to_id") is None]
        threads = dict(self._threads(pull)) if ours and folded else {}
        found = (_comment(one, answered, threads.get(one.text("node_id"))) for one in sorted(ours, key=lambda one: one.number("id")))
        return tuple(replace(one, answers=frozenset(line for to, line in replies if to == one.id)) for one in found)

    def reviews(self, pull: Pull) -> tuple[PostedReview, ...]:
        """Our reviews that others can see, oldest first."""
        return tuple(_review(one) for one in self._reviews(pull) if one.text("state") != "PENDING")

    def pending(self, pull: Pull) -> tuple[int, ...]:
        """Our reviews that were never submitted: GitHub may leave one behind when it refuses, and then takes no other."""
        return tuple(one.number("id") for one in self._reviews(pull) if one.text("state") == "PENDING")

    def checks(self, pull: Pull) -> tuple[PostedCheck, ...]:
        """Our check runs for this pull request on its head, newest first; another one may have the same head."""
        path = f"{repo_path(pull.ref.repo)}/commits/{pull.ref.head}/check-runs"
        runs = self.session.items(path, "check_runs", check_name=CHECK_NAME, app_id=self.who.id, filter="all")
        ours = [check_run(run) for run in runs if self.who.made(run) and run.text("name") == CHECK_NAME]
        meant = [run for run in ours if run.external_id.startswith(f"{pull.ref.number}:")]
        return tuple(sorted(meant, key=lambda run: run.id, reverse=True))

    def _reviews(self, pull: Pull) -> tuple[Fields, ...]:
        return tuple(one for one in self.session.items(f"{_path(pull)}/reviews") if self.who.wrote(one))

    def _threads(self, pull: Pull) -> Iterator[tuple[str, _Thread]]:
        """Each with GraphQL's name of its first comment."""
        owner, _, name = pull.ref.repo.partition("/")
        after: str | None = None
        for _ in range(MOST_PAGES):
            asked: dict[str, str | int | None] = {"owner": owner, "name": name, "number": pull.ref.number, "after": after}
            repository = self.session.graphql(_FOLDED, asked).maybe_inside("repository")
            found = repository.maybe_inside("pullRequest") if repository else None
            if found is None:
                raise PullGone(f"{pull.ref} cannot be seen any more")
            threads = found.inside("reviewThreads")
            for thread in threads.many("nodes"):
                for first in thread.inside("comments").many("nodes"):
                    yield first.text("id"), _Thread(thread.text("id"), thread.flag("isResolved"), first.flag("isMinimized"))
            page = threads.inside("pageInfo")
            if not page.flag("hasNextPage"):
                return
            after = page.text("endCursor")
        raise endless(f"threads of {pull.ref}")


def check_run(payload: Fields) -> PostedCheck:
    """The facts of a check run's JSON."""
    return PostedCheck(
        id=payload.number("id"),
        external_id=payload.maybe_text("external_id"),
        completed=payload.text("status") == "completed",
        conclusion=payload.maybe_text("conclusion"),
        annotations=payload.inside("output").number("annotations_count"),
    )


def _path(pull: Pull) -> str:
    return f"{repo_path(pull.ref.repo)}/pulls/{pull.ref.number}"


def _by_person(payload: Fields) -> bool:
    user = payload.maybe_inside("user")
    return user is None or user.text("type") != "Bot"


def _comment(payload: Fields, answered: set[int | None], thread: _Thread | None) -> PostedComment:
    line = payload.maybe_number("line")
    whole_file = payload.maybe_text("subject_type") == "file"
    return PostedComment(
        id=payload.number("id"),
        node_id=payload.text("node_id"),
        path=payload.text("path"),
        body=payload.text("body"),
        span=None if line is None or whole_file else _span(payload, line),
        replied=payload.number("id") in answered,
        minimised=thread is not None and thread.minimised,
        outdated=line is None and not whole_file,
        thread=thread.id if thread else "",
        resolved=thread is not None and thread.resolved,
    )


def _span(payload: Fields, line: int) -> Span:
    start = payload.maybe_number("start_line")
    first = line if start is None else min(start, line)
    if first < 1:
        raise ForgeFailed(f"GitHub's answer for {payload.where} names the line {first}, which cannot exist; is the API address right?")
    return Span(first, line)


def _review(payload: Fields) -> PostedReview:
    return PostedReview(payload.number("id"), payload.text("node_id"), payload.maybe_text("body"), payload.maybe_text("commit_id"))
