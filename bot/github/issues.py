"""The issues that the App itself wrote in a repository."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bot.github.address import repo_path
from bot.review.advisory_issue import PostedIssue

if TYPE_CHECKING:
    from bot.github.published import AppIdentity
    from bot.github.session import Session
    from bot.review.advisory_issue import IssueStep

# Of ours there is one; more than these would be somebody's pull requests in our name.
_MOST = 300


class Issues:
    """The issues of one repository; the session's token may write issues and nothing else."""

    def __init__(self, session: Session, who: AppIdentity) -> None:
        self._session = session
        self._who = who

    def ours(self, repo: str) -> tuple[PostedIssue, ...]:
        """What the App wrote, open or closed, pull requests left out. Raises like `Session.get`."""
        login = f"{self._who.slug}[bot]"
        found = islice(self._session.items(f"{repo_path(repo)}/issues", creator=login, state="all"), _MOST)
        return tuple(
            PostedIssue(one.number("number"), one.text("title"), str(one.values.get("body") or ""), one.text("state") == "open")
            for one in found
            if one.inside("user").text("login") == login and "pull_request" not in one.values
        )

    def write(self, repo: str, step: IssueStep) -> None:
        """Carry out the step. Raises like `Session.write`; never repeated, so read back before another attempt."""
        told: dict[str, object] = {"title": step.title, "body": step.body}
        if step.number is None:
            self._session.write("POST", f"{repo_path(repo)}/issues", told)
            return
        how = {"state": "open"} if step.open else {"state": "closed", "state_reason": "completed"}
        self._session.write("PATCH", f"{repo_path(repo)}/issues/{step.number}", told | how)
