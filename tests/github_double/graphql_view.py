"""The model as GraphQL's objects; fields that need work are functions of their arguments."""

# ruff: noqa: ANN401 - JSON may have any shape
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.github_double import auth, discussion
from tests.github_double.model import Reaction
from tests.github_double.refusals import NOT_ACCESSIBLE
from tests.github_double.state import node_id, number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.github_double.model import IssueComment, Pull, Repository, Review, ReviewComment, Thread
    from tests.github_double.routing import Caller
    from tests.github_double.state import State

_CLASSIFIERS = {
    "SPAM": "spam",
    "ABUSE": "abuse",
    "OFF_TOPIC": "off-topic",
    "OUTDATED": "outdated",
    "RESOLVED": "resolved",
    "DUPLICATE": "duplicate",
    "LOW_QUALITY": "low-quality",
}


_CONTENTS = {
    "THUMBS_UP": "+1",
    "THUMBS_DOWN": "-1",
    "LAUGH": "laugh",
    "CONFUSED": "confused",
    "HEART": "heart",
    "HOORAY": "hooray",
    "ROCKET": "rocket",
    "EYES": "eyes",
}


class View:
    """What one caller sees. `denied(type, message)` makes an error."""

    def __init__(self, state: State, caller: Caller, denied: Callable[[str, str], Exception]) -> None:
        self._state, self._caller, self._denied = state, caller, denied

    def root(self) -> dict[str, Any]:
        """The entry points of Query and Mutation."""
        return {
            "repository": lambda _, owner, name, **__: self.repository(self._reachable(f"{owner}/{name}")),
            "node": lambda _, id: self._node(id),  # noqa: A006 - GitHub's name
            "viewer": lambda _: self.actor(self._state.bot_login) | {"__typename": "User"},
            "resolveReviewThread": lambda _, input: self._resolve(input, resolved=True),  # noqa: A006
            "unresolveReviewThread": lambda _, input: self._resolve(input, resolved=False),  # noqa: A006
            "addReaction": lambda _, input: self._react(input),  # noqa: A006
            "minimizeComment": lambda _, input: self._minimize("minimizedComment", input, _CLASSIFIERS[input["classifier"]]),  # noqa: A006
            "unminimizeComment": lambda _, input: self._minimize("unminimizedComment", input, None),  # noqa: A006
        }

    def _reachable(self, full_name: str) -> Repository:
        found = self._state.repositories.get(full_name.lower())
        if found is None or not found.visible or not auth.reachable(self._state, self._caller, found):
            raise self._denied("NOT_FOUND", f"Could not resolve to a Repository with the name '{full_name}'.")
        return found

    def _granted(self, *needs: str) -> None:
        granted = self._caller.grant.permissions if self._caller.grant else {}
        if not all(auth.holds(granted, *need.split("=")) for need in needs):
            raise self._denied("FORBIDDEN", NOT_ACCESSIBLE)

    def _everything(self) -> list[Repository]:
        return [r for r in self._state.repositories.values() if r.visible and auth.reachable(self._state, self._caller, r)]

    def _find(self, node: str, kind: str) -> tuple[Repository, Any]:
        try:
            number = number_of(node)
        except ValueError:
            number = -1
        for repository in self._everything():
            if number in getattr(repository, kind):
                return repository, getattr(repository, kind)[number]
        raise self._denied("NOT_FOUND", f"Could not resolve to a node with the global id of '{node}'.")

    def _node(self, node: str) -> dict[str, Any]:
        prefix = node.partition("_")[0]
        if prefix == "PR":
            found = ((r, p) for r in self._everything() for p in r.pulls.values() if node_id("PR", p.id) == node)
            pair = next(found, None)
            if pair is None:
                raise self._denied("NOT_FOUND", f"Could not resolve to a node with the global id of '{node}'.")
            return self.pull(*pair)
        kinds: dict[str, tuple[str, Callable[[Repository, Any], dict[str, Any]]]] = {
            "PRRT": ("threads", self.thread),
            "PRRC": ("review_comments", self.comment),
            "IC": ("issue_comments", self.issue_comment),
            "PRR": ("reviews", self.review),
        }
        if prefix not in kinds:
            raise self._denied("NOT_FOUND", f"Could not resolve to a node with the global id of '{node}'.")
        kind, shape = kinds[prefix]
        return shape(*self._find(node, kind))

    def _resolve(self, given: dict[str, Any], *, resolved: bool) -> dict[str, Any]:
        repository, thread = self._find(given["threadId"], "threads")
        self._granted("pull_requests=write", "contents=write")
        thread.resolved_by = self._state.bot_login if resolved else None
        return {"thread": self.thread(repository, thread), "clientMutationId": given.get("clientMutationId")}

    def _minimize(self, name: str, given: dict[str, Any], reason: str | None) -> dict[str, Any]:
        self._granted("pull_requests=write")
        node = given["subjectId"]
        shape: Callable[[Repository, Any], dict[str, Any]]
        kind, shape = ("issue_comments", self.issue_comment) if node.startswith("IC_") else ("review_comments", self.comment)
        repository, comment = self._find(node, kind)
        comment.minimized = reason
        return {name: shape(repository, comment), "clientMutationId": given.get("clientMutationId")}

    def _react(self, given: dict[str, Any]) -> dict[str, Any]:
        """The same reaction again changes nothing."""
        self._granted("pull_requests=write")
        kinds = {"IC": "issue_comments", "PRRC": "review_comments", "PRR": "reviews"}
        kind = kinds.get(given["subjectId"].partition("_")[0], "reviews")
        target, content = self._find(given["subjectId"], kind)[1], _CONTENTS[given["content"]]
        made = next((r for r in target.reactions if r.user == self._state.bot_login and r.content == content), None)
        if made is None:
            self._state.account(self._state.bot_login)
            made = Reaction(self._state.take_id(), self._state.bot_login, content, self._state.now())
            target.reactions.append(made)
        shape = {"__typename": "Reaction", "id": node_id("REA", made.id), "databaseId": made.id, "content": given["content"]}
        return {"reaction": shape, "clientMutationId": given.get("clientMutationId")}

    def actor(self, login: str) -> dict[str, Any]:
        """An Actor; a bot's login has no `[bot]` here."""
        who = self._state.account(login)
        name = login.removesuffix("[bot]")
        return {
            "__typename": who.kind,
            "login": name,
            "id": node_id("U", who.id),
            "databaseId": who.id,
            "url": f"{self._state.base_url}/{name}",
        }

    def repository(self, found: Repository) -> dict[str, Any]:
        """A Repository."""

        def pull_request(_: Any, number: int) -> dict[str, Any]:
            if number not in found.pulls:
                raise self._denied("NOT_FOUND", f"Could not resolve to a PullRequest with the number of {number}.")
            return self.pull(found, found.pulls[number])

        facts = {"id": node_id("R", found.id), "databaseId": found.id, "name": found.name, "nameWithOwner": found.full_name}
        return facts | {"__typename": "Repository", "isPrivate": found.private, "pullRequest": pull_request}

    def pull(self, found: Repository, pull: Pull) -> dict[str, Any]:
        """A PullRequest with its threads, reviews and comments."""
        own = [t for t in found.threads.values() if t.number == pull.number]
        reviews = [r for r in found.reviews.values() if r.number == pull.number]
        comments = [c for c in found.issue_comments.values() if c.number == pull.number]
        return {
            "__typename": "PullRequest",
            "id": node_id("PR", pull.id),
            "databaseId": pull.id,
            "number": pull.number,
            "title": pull.title,
            "body": pull.body or "",
            "author": self.actor(pull.user),
            "state": "MERGED" if pull.merged_at else pull.state.upper(),
            "isDraft": pull.draft,
            "headRefOid": pull.head_sha,
            "headRefName": pull.head_ref,
            "baseRefOid": pull.base_sha,
            "baseRefName": pull.base_ref,
            "url": f"{self._state.base_url}/{found.full_name}/pull/{pull.number}",
            "reviewThreads": _connection(own, lambda t: self.thread(found, t)),
            "reviews": _connection(reviews, lambda r: self.review(found, r)),
            "comments": _connection(comments, lambda c: self.issue_comment(found, c)),
        }

    def thread(self, found: Repository, thread: Thread) -> dict[str, Any]:
        """A PullRequestReviewThread."""
        comments = discussion.comments_of(found, thread)
        root = comments[0]
        return {
            "__typename": "PullRequestReviewThread",
            "id": node_id("PRRT", thread.id),
            "isResolved": thread.resolved_by is not None,
            "isOutdated": root.outdated,
            "isCollapsed": root.outdated or thread.resolved_by is not None,
            "resolvedBy": None if thread.resolved_by is None else self.actor(thread.resolved_by) | {"__typename": "User"},
            "path": root.path,
            "line": root.anchor.line,
            "startLine": root.anchor.start_line,
            "originalLine": root.original.line,
            "originalStartLine": root.original.start_line,
            "diffSide": root.original.side or "RIGHT",
            "startDiffSide": root.original.start_side,
            "subjectType": root.subject_type.upper(),
            "viewerCanResolve": True,
            "viewerCanUnresolve": True,
            "viewerCanReply": True,
            "pullRequest": lambda _: self.pull(found, found.pulls[thread.number]),
            "repository": lambda _: self.repository(found),
            "comments": _connection(comments, lambda c: self.comment(found, c)),
        }

    def _said(self, item: IssueComment | ReviewComment) -> dict[str, Any]:
        times = {"createdAt": item.created_at, "updatedAt": item.updated_at, "publishedAt": item.created_at}
        facts = {
            "databaseId": item.id,
            "fullDatabaseId": str(item.id),
            "author": self.actor(item.user),
            "body": item.body,
            "bodyText": item.body,
        }
        return (
            facts
            | times
            | {
                "isMinimized": item.minimized is not None,
                "minimizedReason": item.minimized,
                "viewerDidAuthor": item.user == self._state.bot_login,
            }
        )

    def comment(self, found: Repository, item: ReviewComment) -> dict[str, Any]:
        """A PullRequestReviewComment."""
        page = f"{self._state.base_url}/{found.full_name}/pull/{item.number}#discussion_r{item.id}"
        answered = None if item.in_reply_to is None else found.review_comments[item.in_reply_to]
        return self._said(item) | {
            "__typename": "PullRequestReviewComment",
            "id": node_id("PRRC", item.id),
            "path": item.path,
            "line": item.anchor.line,
            "originalLine": item.original.line,
            "startLine": item.anchor.start_line,
            "originalStartLine": item.original.start_line,
            "outdated": item.outdated,
            "diffHunk": item.diff_hunk,
            "url": page,
            "subjectType": item.subject_type.upper(),
            "state": "SUBMITTED",
            "replyTo": lambda _: None if answered is None else self.comment(found, answered),
            "pullRequest": lambda _: self.pull(found, found.pulls[item.number]),
        }

    def issue_comment(self, found: Repository, item: IssueComment) -> dict[str, Any]:
        """An IssueComment."""
        url = f"{self._state.base_url}/{found.full_name}/pull/{item.number}#issuecomment-{item.id}"
        return self._said(item) | {"__typename": "IssueComment", "id": node_id("IC", item.id), "url": url}

    def review(self, found: Repository, item: Review) -> dict[str, Any]:
        """A PullRequestReview."""
        comments = [c for c in found.review_comments.values() if c.review_id == item.id]
        return {
            "__typename": "PullRequestReview",
            "id": node_id("PRR", item.id),
            "databaseId": item.id,
            "fullDatabaseId": str(item.id),
            "author": self.actor(item.user),
            "body": item.body,
            "state": item.state,
            "submittedAt": item.submitted_at,
            "comments": _connection(comments, lambda c: self.comment(found, c)),
        }


def _connection(items: Sequence[Any], shape: Callable[[Any], Any]) -> Callable[..., dict[str, Any]]:
    """A connection that pages by `first` and `after` (a cursor is an index)."""

    def page(_: Any, first: int | None = None, after: str | None = None, last: int | None = None, **__: Any) -> dict[str, Any]:
        start = int(after) + 1 if after else 0
        stop = len(items) if first is None else min(len(items), start + first)
        if last is not None:
            start = max(start, stop - last)
        nodes = [shape(item) for item in items[start:stop]]
        info = {"hasNextPage": stop < len(items), "hasPreviousPage": start > 0, "endCursor": str(stop - 1), "startCursor": str(start)}
        edges = [{"cursor": str(start + i), "node": node} for i, node in enumerate(nodes)]
        return {"totalCount": len(items), "nodes": nodes, "edges": edges, "pageInfo": info}

    return page
