"""How an operation is declared: its path as in GitHub's description, what its caller needs, and its answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from tests.github_double.refusals import not_found

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.github_double.model import Grant, Installation, Issue, Pull, Repository
    from tests.github_double.state import State

Thing = TypeVar("Thing")
REPO = "/repos/{owner}/{repo}"
PULL = REPO + "/pulls/{pull_number}"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the App itself (no grant), or an installation."""

    grant: Grant | None = None
    installation: Installation | None = None


@dataclass(slots=True)
class Call:
    """A request on its way to a handler. `body` is the parsed JSON, {} when there was none."""

    state: State
    caller: Caller
    params: dict[str, Any]
    query: dict[str, str]
    body: dict[str, Any]
    accept: str
    found: Repository | None = None

    @property
    def repository(self) -> Repository:
        """The repository of the path."""
        if self.found is None:
            raise not_found()
        return self.found

    @property
    def pull(self) -> Pull:
        """The pull request of the path."""
        pull = self.repository.pulls.get(self.params["pull_number"])
        if pull is None:
            raise not_found()
        return pull

    @property
    def issue(self) -> Issue | Pull:
        """The issue or pull request of the path."""
        number = self.params["issue_number"]
        found = self.repository.issues.get(number) or self.repository.pulls.get(number)
        if found is None:
            raise not_found()
        return found

    @property
    def bot(self) -> str:
        """The account that writes when this caller writes."""
        return self.state.bot_login

    def pick(self, things: dict[int, Thing], name: str) -> Thing:
        """The thing whose id is the path's parameter `name`."""
        if self.params[name] not in things:
            raise not_found()
        return things[self.params[name]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler says. `page`: a list to be cut into pages; `key`: the field it stands in, beside `total_count`."""

    body: Any = None
    status: int = 200
    page: Sequence[Any] | None = None
    key: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    text: bytes | None = None
    content_type: str = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Route:
    """An operation. `caller`: app or installation; `needs`: alternatives such as ("issues=write", "pull_requests=write")."""

    method: str
    template: str
    handler: Callable[[Call], Answer]
    caller: str
    needs: tuple[str, ...]


class Routes:
    """The operations of one topic."""

    def __init__(self) -> None:
        self.all: list[Route] = []

    def add(
        self,
        method: str,
        template: str,
        *needs: str,
        caller: str = "installation",
    ) -> Callable[[Callable[[Call], Answer]], Callable[[Call], Answer]]:
        """Declare the decorated function as an operation."""

        def keep(handler: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
            self.all.append(Route(method, template, handler, caller, needs))
            return handler

        return keep
