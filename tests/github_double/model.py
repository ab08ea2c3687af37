"""What a forge holds: accounts, repositories, pull requests, and all that is said on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Account:
    """A person, an organisation or an App's bot. `kind`: User, Organization or Bot."""

    id: int
    login: str
    kind: str = "User"


@dataclass(slots=True)
class Reaction:
    """One of GitHub's eight emoji names, by an account."""

    id: int
    user: str
    content: str
    created_at: str


@dataclass(slots=True)
class IssueComment:
    """A comment in an issue's or pull request's conversation."""

    id: int
    number: int
    user: str
    body: str
    created_at: str
    updated_at: str
    reactions: list[Reaction] = field(default_factory=list)
    minimized: str | None = None


@dataclass(slots=True)
class Anchor:
    """Where a review comment stands: `line` counts in the file of `side` (LEFT old, RIGHT new); all None once outdated."""

    line: int | None
    side: str | None
    start_line: int | None = None
    start_side: str | None = None
    position: int | None = None


@dataclass(slots=True)
class ReviewComment:
    """A comment on a line or on a file of the diff."""

    id: int
    number: int
    review_id: int | None
    user: str
    body: str
    path: str
    anchor: Anchor
    original: Anchor
    commit_id: str
    original_commit_id: str
    diff_hunk: str
    subject_type: str
    created_at: str
    updated_at: str
    in_reply_to: int | None = None
    reactions: list[Reaction] = field(default_factory=list)
    minimized: str | None = None

    @property
    def outdated(self) -> bool:
        """The line it was made on is no longer in the diff."""
        return self.subject_type == "line" and self.anchor.line is None


@dataclass(slots=True)
class Thread:
    """A top-level review comment (`root`) and its replies."""

    id: int
    number: int
    root: int
    resolved_by: str | None = None


@dataclass(slots=True)
class Review:
    """A review; `state`: COMMENTED, APPROVED, CHANGES_REQUESTED, DISMISSED, PENDING."""

    id: int
    number: int
    user: str
    body: str
    state: str
    commit_id: str
    submitted_at: str | None
    reactions: list[Reaction] = field(default_factory=list)


@dataclass(slots=True)
class Issue:
    """An issue; a pull request is one too and shares its numbers, but lives in `Pull`."""

    id: int
    number: int
    user: str
    title: str
    body: str | None
    created_at: str
    updated_at: str
    state: str = "open"
    labels: list[str] = field(default_factory=list)
    closed_at: str | None = None


@dataclass(slots=True)
class Pull:
    """A pull request. `head_repo`: the full name of where the branch lives, None once that fork is deleted."""

    id: int
    number: int
    user: str
    title: str
    body: str | None
    base_ref: str
    base_sha: str
    head_ref: str
    head_sha: str
    head_owner: str
    head_repo: str | None
    created_at: str
    updated_at: str
    draft: bool = False
    state: str = "open"
    mergeable: bool | None = True
    merged_at: str | None = None
    closed_at: str | None = None
    labels: list[str] = field(default_factory=list)


@dataclass(slots=True)
class CheckRun:
    """A check run. `output`: title, summary, text; `annotations` append with each request."""

    id: int
    suite: int
    name: str
    head_sha: str
    status: str
    started_at: str
    external_id: str = ""
    conclusion: str | None = None
    completed_at: str | None = None
    details_url: str | None = None
    output: dict[str, str | None] = field(default_factory=dict)
    annotations: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class CheckSuite:
    """All runs of the App on one commit."""

    id: int
    head_sha: str
    created_at: str


@dataclass(slots=True)
class Repository:
    """A repository and its real git directory. `roles`: login → admin, maintain, write, triage, read."""

    id: int
    owner: str
    name: str
    private: bool
    default_branch: str
    git_dir: Path
    created_at: str
    fork_of: str | None = None
    visible: bool = True
    roles: dict[str, str] = field(default_factory=dict)
    next_number: int = 1
    pulls: dict[int, Pull] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)
    issue_comments: dict[int, IssueComment] = field(default_factory=dict)
    reviews: dict[int, Review] = field(default_factory=dict)
    review_comments: dict[int, ReviewComment] = field(default_factory=dict)
    threads: dict[int, Thread] = field(default_factory=dict)
    check_suites: dict[int, CheckSuite] = field(default_factory=dict)
    check_runs: dict[int, CheckRun] = field(default_factory=dict)
    # Code scanning: analyses as they are answered, and the documents they were made from.
    analyses: list[dict[str, Any]] = field(default_factory=list)
    sarifs: list[dict[str, Any]] = field(default_factory=list)
    # Dependency snapshots as they were submitted.
    snapshots: list[dict[str, Any]] = field(default_factory=list)

    @property
    def full_name(self) -> str:
        """`owner/name`."""
        return f"{self.owner}/{self.name}"

    def take_number(self) -> int:
        """The next number of an issue or a pull request."""
        number = self.next_number
        self.next_number += 1
        return number


@dataclass(slots=True)
class Installation:
    """The App on an account. `repositories` None means all of the account's."""

    id: int
    account: str
    permissions: dict[str, str]
    created_at: str
    repositories: set[str] | None = None
    suspended_at: str | None = None


@dataclass(slots=True)
class Grant:
    """An installation token. `repositories`: ids, or None for all of the installation's. Times in seconds of the clock."""

    token: str
    installation: int
    permissions: dict[str, str]
    repositories: set[int] | None
    expires_at: float
    valid_from: float
    revoked: bool = False


@dataclass(slots=True)
class Delivery:
    """A webhook that was sent, with what the receiver answered (status 0: no answer)."""

    id: int
    guid: str
    event: str
    action: str | None
    delivered_at: str
    payload: dict[str, Any]
    target: str
    installation_id: int | None
    repository_id: int | None
    redelivery: bool = False
    status_code: int = 0
    duration: float = 0.0
    response: str = ""
