"""Everything that the double knows, under one lock."""

from __future__ import annotations

import base64
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.github_double.clock import Clock
from tests.github_double.faults import Faults
from tests.github_double.model import Account, Delivery, Grant, Installation, Repository
from tests.github_double.refusals import not_found

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEFAULT_PERMISSIONS = {"metadata": "read", "contents": "read", "pull_requests": "write", "issues": "write", "checks": "write"}


@dataclass(slots=True)
class Knobs:
    """What a test may set. Limits are off when None."""

    token_lifetime: float = 3600.0
    token_lag: float = 0.0
    mergeable_null: int = 0
    patch_line_limit: int = 3000
    hide_patches: bool = False
    comments_per_review: int | None = None
    writes_per_minute: int | None = None
    points_per_minute: int | None = None
    hourly_limit: int = 5000
    truncate_trees: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request as it arrived. `caller`: app, installation, none, or control; `token` the kind of credential sent."""

    method: str
    path: str
    query: str
    caller: str
    body: Any
    status: int


@dataclass(frozen=True, slots=True)
class Violation:
    """An exchange that GitHub's description does not allow. `side`: request, response, graphql or webhook."""

    side: str
    where: str
    errors: tuple[str, ...]
    body: Any


@dataclass(slots=True)
class App:
    """The GitHub App that the double knows."""

    id: int
    slug: str
    owner: str
    private_key_pem: str
    public_key_pem: str
    webhook_secret: str
    permissions: dict[str, str]
    events: list[str]
    created_at: str
    client_id: str = "Iv23liBartizanDouble"


@dataclass(slots=True)
class State:
    """The forge. Hold `lock` to read or change it from another thread."""

    app: App
    root: Path
    base_url: str = ""
    lock: threading.RLock = field(default_factory=threading.RLock)
    clock: Clock = field(default_factory=Clock)
    knobs: Knobs = field(default_factory=Knobs)
    faults: Faults = field(default_factory=Faults)
    accounts: dict[str, Account] = field(default_factory=dict)
    repositories: dict[str, Repository] = field(default_factory=dict)
    moved: dict[str, int] = field(default_factory=dict)
    installations: dict[int, Installation] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    deliveries: list[Delivery] = field(default_factory=list)
    requests: list[Exchange] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    write_times: list[float] = field(default_factory=list)
    spent: dict[str, list[float]] = field(default_factory=dict)
    last_id: int = 1_700_000

    @property
    def api_url(self) -> str:
        """The REST root, as on GitHub Enterprise Server."""
        return f"{self.base_url}/api/v3"

    @property
    def bot_login(self) -> str:
        """The account under which the App speaks."""
        return f"{self.app.slug}[bot]"

    def take_id(self) -> int:
        """A number never given before."""
        self.last_id += 1
        return self.last_id

    def now(self) -> str:
        """The present, as GitHub writes it."""
        return self.clock.stamp()

    def account(self, login: str, kind: str | None = None) -> Account:
        """The account of that name, made when it is new."""
        if login not in self.accounts:
            self.accounts[login] = Account(self.take_id(), login, kind or ("Bot" if login.endswith("[bot]") else "User"))
        return self.accounts[login]

    def repository(self, full_name: str) -> Repository:
        """The repository; the names' case does not matter. Raises `Refused` (404)."""
        found = self.repositories.get(full_name.lower())
        if found is None or not found.visible:
            raise not_found()
        return found

    def repository_by_id(self, number: int) -> Repository | None:
        """The repository with that id."""
        return next((r for r in self.repositories.values() if r.id == number), None)

    def installation_of(self, repository: Repository) -> Installation | None:
        """The installation that covers the repository."""
        return next((i for i in self.installations.values() if covers(i, repository)), None)

    def repositories_of(self, installation: Installation) -> Iterator[Repository]:
        """What the installation covers, oldest first."""
        return (r for r in self.repositories.values() if r.visible and covers(installation, r))


def covers(installation: Installation, repository: Repository) -> bool:
    """Whether the App sees the repository through this installation."""
    if installation.account.lower() != repository.owner.lower():
        return False
    return installation.repositories is None or repository.full_name in installation.repositories


def node_id(prefix: str, number: int) -> str:
    """A GraphQL id in GitHub's present form."""
    return f"{prefix}_kwDO{base64.urlsafe_b64encode(str(number).encode()).decode().rstrip('=')}"


def number_of(node: str) -> int:
    """The number inside a node id. Raises `ValueError` when it is not one of ours."""
    _, _, tail = node.partition("_kwDO")
    return int(base64.urlsafe_b64decode(tail + "=" * (-len(tail) % 4)))
