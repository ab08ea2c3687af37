"""A repository and its pull requests as tests hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.github_double import anchors, discussion, payloads, plumbing
from tests.github_double.model import IssueComment, Pull, Repository, Review, ReviewComment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.github_double.state import State


class DoubleRepository:
    """A repository; `facts` is the model behind it."""

    def __init__(self, state: State, facts: Repository) -> None:
        self.state = state
        self.facts = facts

    @property
    def full_name(self) -> str:
        """`owner/name`."""
        return self.facts.full_name

    @property
    def clone_url(self) -> str:
        """Where git fetches it from."""
        return f"{self.state.base_url}/{self.full_name}.git"

    @property
    def git_dir(self) -> str:
        """The bare repository itself."""
        return str(self.facts.git_dir)

    def sha(self, name: str) -> str:
        """The commit of a branch. Raises `LookupError`."""
        found = plumbing.resolve(self.facts.git_dir, name)
        if found is None:
            raise LookupError(f"{self.full_name} has no {name}")
        return found

    def commit_to(
        self,
        branch: str,
        files: Mapping[str, plumbing.Content],
        *,
        author: str = "dev",
        message: str = "Change",
        parent: str | None = None,
    ) -> str:
        """A commit on a branch that sets `files` (None removes one), on top of `parent` or of the branch. Returns its id."""
        with self.state.lock:
            on = parent or plumbing.resolve(self.facts.git_dir, branch)
            when = int(self.state.clock.now())
            return plumbing.commit_files(self.facts.git_dir, branch, files, parent=on, author=author, message=message, when=when)

    def branch(
        self,
        name: str,
        files: Mapping[str, plumbing.Content] | None = None,
        *,
        base: str | None = None,
        author: str = "dev",
        message: str = "Change",
    ) -> str:
        """A new branch from `base` (the default branch when None) with one commit that sets `files`. Returns its head."""
        start = self.sha(base or self.facts.default_branch)
        return self.commit_to(name, files or {}, author=author, message=message, parent=start)

    def blob(self, content: bytes) -> str:
        """A blob's id, for `raw_tree`."""
        return plumbing.blob(self.facts.git_dir, content)

    def raw_tree(self, entries: Sequence[tuple[str, bytes, str]]) -> str:
        """A tree of (mode, name, id) exactly as given, well-formed or not. Returns its id."""
        return plumbing.raw_tree(self.facts.git_dir, entries)

    def raw_commit(
        self,
        tree: str,
        *,
        parents: Sequence[str] = (),
        branch: str | None = None,
        message: str = "Change",
        author: str = "dev",
    ) -> str:
        """A commit of a raw tree, optionally as a branch's head. Returns its id."""
        when = int(self.state.clock.now())
        sha = plumbing.commit_tree(self.facts.git_dir, tree, parents, author=author, message=message, when=when)
        if branch is not None:
            plumbing.set_ref(self.facts.git_dir, f"refs/heads/{branch}", sha)
        return sha

    def open_pull(
        self,
        *,
        base: str | None = None,
        head: str = "feature",
        title: str = "A change",
        user: str = "dev",
        body: str | None = None,
        fork: bool = False,
        draft: bool = False,
    ) -> DoublePull:
        """A pull request. With `fork` the branch moves into the user's own copy, and only `refs/pull/N/head` stays here."""
        state, facts = self.state, self.facts
        with state.lock:
            state.account(user)
            target, sha, now = base or facts.default_branch, self.sha(head), state.now()
            home = self._fork(user, head, sha) if fork else facts
            pull = Pull(
                state.take_id(),
                facts.take_number(),
                user,
                title,
                body,
                target,
                self.sha(target),
                head,
                sha,
                home.owner,
                home.full_name,
                now,
                now,
            )
            pull.draft = draft
            facts.pulls[pull.number] = pull
            plumbing.set_ref(facts.git_dir, f"refs/pull/{pull.number}/head", sha)
            return DoublePull(self, pull)

    def _fork(self, user: str, branch: str, sha: str) -> Repository:
        state, name = self.state, f"{user}/{self.facts.name}"
        if name.lower() not in state.repositories:
            place = state.root / user / f"{self.facts.name}.git"
            plumbing.create(place, self.facts.default_branch)
            plumbing.fetch(place, self.facts.git_dir, self.sha(self.facts.default_branch), f"refs/heads/{self.facts.default_branch}")
            new = Repository(state.take_id(), user, self.facts.name, self.facts.private, self.facts.default_branch, place, state.now())
            new.fork_of = self.full_name
            state.repositories[name.lower()] = new
        home = state.repositories[name.lower()]
        plumbing.fetch(home.git_dir, self.facts.git_dir, sha, f"refs/heads/{branch}")
        plumbing.drop_ref(self.facts.git_dir, f"refs/heads/{branch}")
        return home

    def rename(self, name: str) -> None:
        """Another name, same owner: the old addresses answer 301."""
        with self.state.lock:
            old = self.full_name
            del self.state.repositories[old.lower()]
            self.facts.name = name
            self.state.repositories[self.full_name.lower()] = self.facts
            self.state.moved[old.lower()] = self.facts.id
            for pull in self.facts.pulls.values():
                pull.head_repo = self.full_name if pull.head_repo == old else pull.head_repo

    def delete(self) -> None:
        """Gone: everything answers 404."""
        self.facts.visible = False


class DoublePull:
    """A pull request; `facts` is the model behind it."""

    def __init__(self, repository: DoubleRepository, facts: Pull) -> None:
        self.repository = repository
        self.state = repository.state
        self.facts = facts

    @property
    def number(self) -> int:
        """Its number."""
        return self.facts.number

    @property
    def head_sha(self) -> str:
        """Its present head."""
        return self.facts.head_sha

    @property
    def url(self) -> str:
        """Its page."""
        return f"{self.state.base_url}/{self.repository.full_name}/pull/{self.number}"

    @property
    def _home(self) -> Repository:
        if self.facts.head_repo is None:
            raise LookupError("the pull request's fork is deleted")
        return self.state.repositories[self.facts.head_repo.lower()]

    def push(self, files: Mapping[str, plumbing.Content], *, message: str = "More", author: str | None = None) -> str:
        """A further commit on its branch; comments follow their lines or become outdated. Returns the new head."""
        return self._commit(files, self.facts.head_sha, message, author)

    def force_push(
        self,
        files: Mapping[str, plumbing.Content],
        *,
        parent: str | None = None,
        message: str = "Again",
        author: str | None = None,
    ) -> str:
        """Replace its branch by one commit on `parent` (the base's tip when None). Returns the new head."""
        return self._commit(files, parent or self.repository.sha(self.facts.base_ref), message, author)

    def _commit(self, files: Mapping[str, plumbing.Content], parent: str, message: str, author: str | None) -> str:
        with self.state.lock:
            when, place = int(self.state.clock.now()), self._home.git_dir
            if self._home is not self.repository.facts:
                plumbing.fetch(place, self.repository.facts.git_dir, parent, "refs/double/parent")
            who = author or self.facts.user
            sha = plumbing.commit_files(place, self.facts.head_ref, files, parent=parent, author=who, message=message, when=when)
            return self.move_to(sha)

    def move_to(self, sha: str) -> str:
        """Make a commit that exists already (see `raw_commit`) the head."""
        with self.state.lock:
            here = self.repository.facts.git_dir
            if self._home is not self.repository.facts:
                plumbing.fetch(here, self._home.git_dir, sha, f"refs/pull/{self.number}/head")
            else:
                plumbing.set_ref(here, f"refs/heads/{self.facts.head_ref}", sha)
            plumbing.set_ref(here, f"refs/pull/{self.number}/head", sha)
            self.facts.head_sha, self.facts.updated_at = sha, self.state.now()
            self.facts.base_sha = self.repository.sha(self.facts.base_ref)
            for comment in self.repository.facts.review_comments.values():
                if comment.number == self.number:
                    anchors.follow(self.repository.facts, self.facts, comment)
            return sha

    def close(self, *, merged: bool = False) -> None:
        """Close it."""
        now = self.state.now()
        self.facts.state, self.facts.closed_at, self.facts.merged_at = "closed", now, now if merged else None

    def reopen(self) -> None:
        """Open it again."""
        self.facts.state, self.facts.closed_at = "open", None

    def ready(self) -> None:
        """A draft no longer."""
        self.facts.draft = False

    def delete(self) -> None:
        """Gone, as GitHub's staff can make it: 404."""
        del self.repository.facts.pulls[self.number]

    def delete_fork(self) -> None:
        """`head.repo` becomes null."""
        self._home.visible = False
        self.facts.head_repo = None

    def comment(self, user: str, body: str) -> IssueComment:
        """A person writes in the conversation."""
        with self.state.lock:
            return discussion.add_issue_comment(self.state, self.repository.facts, self.number, user, body)

    def review_comment(self, user: str, path: str, line: int, body: str, *, side: str = "RIGHT") -> ReviewComment:
        """A person comments on a line of the diff."""
        request = {"path": path, "line": line, "side": side, "body": body, "commit_id": self.head_sha}
        with self.state.lock:
            return discussion.add_review_comment(self.state, self.repository.facts, self.facts, user, request)

    def reply(self, user: str, to: int, body: str) -> ReviewComment:
        """A person answers a review comment."""
        with self.state.lock:
            return discussion.reply(self.state, self.repository.facts, self.facts, user, to, body)

    def say_in_review(self, user: str, body: str) -> Review:
        """A person submits a review without comments on lines."""
        with self.state.lock:
            return discussion.add_review(self.state, self.repository.facts, self.facts, user, {"event": "COMMENT", "body": body})

    @property
    def comments(self) -> list[IssueComment]:
        """The conversation."""
        return [c for c in self.repository.facts.issue_comments.values() if c.number == self.number]

    @property
    def review_comments(self) -> list[ReviewComment]:
        """The comments on the diff."""
        return [c for c in self.repository.facts.review_comments.values() if c.number == self.number]

    @property
    def reviews(self) -> list[Review]:
        """The reviews."""
        return [r for r in self.repository.facts.reviews.values() if r.number == self.number]

    def payload(self, action: str = "opened", *, before: str | None = None) -> dict[str, Any]:
        """The `pull_request` webhook's payload as of now."""
        with self.state.lock:
            return payloads.pull_request(self.state, self.repository.facts, self.facts, action, before=before)
