"""Answers in the form of GitHub's, cut to what matters and with the traps that real ones hold."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.github.address import Endpoint
from bot.github.pace import Pace
from bot.github.session import Session
from bot.github.tokens import Token
from tests.github_room.scripted import Reply, scripted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.github.answer import Answer
    from tests.github_room.scripted import Script

BASE, HEAD = "b" * 40, "a" * 40
REPOSITORY = 99


def pull(
    number: int = 12, *, head: str = HEAD, origin: int | None = REPOSITORY, repository: int = REPOSITORY, **changes: object
) -> dict[str, object]:
    repo = {"id": repository, "full_name": "octo/shop", "default_branch": "main", "clone_url": "http://169.254.169.254/"}
    return {
        "number": number,
        "title": "Add ``` @everyone",
        "state": "open",
        "draft": False,
        "html_url": f"https://github.example/octo/shop/pull/{number}",
        "user": {"login": "mona", "type": "User"},
        "base": {"ref": "main", "sha": BASE, "repo": repo},
        "head": {"ref": "topic", "sha": head, "repo": None if origin is None else {"id": origin, "full_name": "fork/shop"}},
        **changes,
    }


def comment(number: int, body: str, login: str = "bartizan[bot]", kind: str = "Bot", **changes: object) -> dict[str, object]:
    return {
        "id": number,
        "node_id": f"PRRC_{number}",
        "path": "app.py",
        "body": body,
        "line": 7,
        "start_line": None,
        "subject_type": "line",
        "user": {"login": login, "type": kind},
        **changes,
    }


def run(number: int, external_id: str, app: int = 42, **changes: object) -> dict[str, object]:
    return {
        "id": number,
        "name": "bartizan",
        "external_id": external_id,
        "status": "completed",
        "conclusion": "success",
        "app": {"id": app},
        "output": {"annotations_count": 3},
        **changes,
    }


class Grown:
    """A grant whose token is old enough to be known everywhere."""

    def current(self) -> Token:
        return Token("ghs_x", 0, 10_000)

    def refused(self, token: Token, answer: Answer) -> bool:
        return False


@contextmanager
def playing(*bodies: object) -> Iterator[tuple[Session, Script]]:
    """A session that gets these answers: bodies of successes, or whole replies."""
    with scripted(*[body if isinstance(body, Reply) else Reply(body=body) for body in bodies]) as script:
        pace = Pace(lambda: 1000, lambda _: None)
        session = Session(Endpoint(script.url), Grown(), pace, clock=lambda: 1000, sleep=lambda _: None)
        try:
            yield session, script
        finally:
            session.close()
