"""Pull requests: GitHub's JSON becomes a `Pull`, and the questions that a job asks before a review."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.github.address import commit_id, repo_path
from bot.github.answer import Rejected
from bot.review.ports import Pull, PullGone, PullRef

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.github.payload import Fields
    from bot.github.session import Session

# Open pull requests looked at when GitHub does not name those of a commit: ten pages.
_LOOKED_AT = 1000
_PERMISSIONS = frozenset({"admin", "write", "read"})


@dataclass(frozen=True, slots=True)
class NotOne:
    """No pull request, or several, have the commit as their head; `why` says which."""

    why: str


@dataclass(frozen=True, slots=True)
class OpenPull:
    """A pull request, and when anything about it changed last."""

    pull: Pull
    updated: datetime


def read_pull(payload: Fields) -> Pull:
    """The facts of a pull request's JSON. The repository is named as GitHub names it now, also after a renaming."""
    base, head, user = payload.inside("base"), payload.inside("head"), payload.maybe_inside("user")
    repo, origin = base.inside("repo"), head.maybe_inside("repo")
    return Pull(
        ref=PullRef(repo.text("full_name"), payload.number("number"), commit_id(head.text("sha"))),
        repo_id=repo.number("id"),
        base=commit_id(base.text("sha")),
        base_branch=base.text("ref"),
        author=user.text("login") if user else "ghost",
        title=payload.text("title"),
        open=payload.text("state") == "open",
        draft=payload.flag("draft"),
        fork=origin is None or origin.number("id") != repo.number("id"),
        url=payload.text("html_url"),
        onto_default=base.text("ref") == repo.values.get("default_branch"),
    )


def fetch_pull(session: Session, repo: str, number: int, repository: int) -> Pull:
    """The pull request as it is now. Raises `PullGone` when the name now belongs to another repository than `repository`."""
    payload = session.get(f"{repo_path(repo)}/pulls/{number}")
    if payload.inside("base").inside("repo").number("id") != repository:
        raise PullGone(f"{repo} is not the repository that the work was asked for: its number is not {repository}")
    return read_pull(payload)


class Pulls:
    """Questions about a repository's pull requests. All methods raise `ForgeFailed` or `PullGone`."""

    def __init__(self, reads: Session, repository: int) -> None:
        self._reads = reads
        self._repository = repository

    def merge_base(self, pull: Pull) -> str | None:
        """Where the branch left its base, as GitHub sees it: a hint to be checked; None when it knows none."""
        path = f"{repo_path(pull.ref.repo)}/compare/{commit_id(pull.base)}...{commit_id(pull.ref.head)}"
        try:
            return commit_id(self._reads.get(path, per_page=1).inside("merge_base_commit").text("sha"))
        except (PullGone, Rejected):
            return None

    def find_by_head(self, repo: str, sha: str) -> Pull | NotOne:
        """The one open pull request at this commit; a check run of a fork names none."""
        found = self._at(sha, self._of_commit(repo, sha))
        if not found:
            listed = self._reads.items(f"{repo_path(repo)}/pulls", state="open", sort="updated", direction="desc")
            found = self._at(sha, itertools.islice(listed, _LOOKED_AT))
        if len(found) == 1:
            return found[0]
        if not found:
            return NotOne(f"no open pull request of {repo} stands at {sha[:12]}")
        numbers = ", ".join(f"#{pull.ref.number}" for pull in found)
        return NotOne(f"{len(found)} open pull requests of {repo} stand at {sha[:12]}: {numbers}")

    def updated_since(self, repo: str, moment: datetime, most: int) -> tuple[OpenPull, ...]:
        """Open pull requests that were touched at the moment or later, the newest first, `most` of them at most."""
        listed = self._reads.items(f"{repo_path(repo)}/pulls", state="open", sort="updated", direction="desc")
        read = (OpenPull(read_pull(one), one.moment("updated_at")) for one in listed)
        recent = itertools.islice(itertools.takewhile(lambda one: one.updated >= moment, read), most)
        return tuple(one for one in recent if one.pull.open and one.pull.repo_id == self._repository)

    def default_head(self, repo: str) -> tuple[str, str]:
        """The default branch and the commit at its tip, in two requests."""
        told = self._reads.get(repo_path(repo))
        if told.number("id") != self._repository:
            raise PullGone(f"{repo} is not the repository that the work was asked for: its number is not {self._repository}")
        branch = told.text("default_branch")
        tip = self._reads.get(f"{repo_path(repo)}/branches/{quote(branch, safe='')}")
        return branch, commit_id(tip.inside("commit").text("sha"))

    def permission(self, repo: str, login: str) -> str:
        """`admin`, `write`, `read` or `none`: GitHub counts maintainers as writers. What it does not know is `none`."""
        try:
            answer = self._reads.get(f"{repo_path(repo)}/collaborators/{quote(login, safe='')}/permission")
        except PullGone:
            return "none"
        named = answer.text("permission")
        return named if named in _PERMISSIONS else "none"

    def _of_commit(self, repo: str, sha: str) -> Iterable[Fields]:
        try:
            return tuple(self._reads.items(f"{repo_path(repo)}/commits/{commit_id(sha)}/pulls"))
        except (PullGone, Rejected):
            return ()

    def _at(self, sha: str, payloads: Iterable[Fields]) -> tuple[Pull, ...]:
        ours = (one for one in payloads if one.inside("base").inside("repo").number("id") == self._repository)
        return tuple(pull for pull in map(read_pull, ours) if pull.open and pull.ref.head == sha)
