"""The double as tests hold it: start it, fill it, push to it, look into it."""

# ruff: noqa: ANN401 - JSON may have any shape
from __future__ import annotations

import tempfile
import threading
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.github_double import plumbing, webhooks
from tests.github_double.control import mount
from tests.github_double.model import Account, Delivery, Installation, Repository
from tests.github_double.repository import DoubleRepository
from tests.github_double.state import DEFAULT_PERMISSIONS, App, Exchange, Knobs, State, Violation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from flask import Flask

    from tests.github_double.clock import Clock
    from tests.github_double.faults import Faults

EVENTS = ["check_run", "check_suite", "issue_comment", "merge_group", "pull_request", "pull_request_review_comment"]
SECRET = "a webhook secret for tests"


class _Quiet(WSGIRequestHandler):
    """Speaks HTTP/1.1 and does not log."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Keep silent."""


@lru_cache(maxsize=1)
def _key_pair() -> tuple[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return private, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


class GitHubDouble:
    """A running double. Make it with `GitHubDouble.start()`."""

    def __init__(self, state: State) -> None:
        self.state = state

    @staticmethod
    @contextmanager
    def start(
        port: int = 0,
        *,
        root: Path | None = None,
        permissions: Mapping[str, str] | None = None,
        slug: str = "bartizan",
        app_id: int = 424242,
        pages: Callable[[Flask, GitHubDouble], None] | None = None,
    ) -> Iterator[GitHubDouble]:
        """A double that listens on 127.0.0.1 until the context ends. `root` keeps the git directories (a temporary folder when None).

        `pages` may add routes for people to the application.
        """
        from tests.github_double.app import build  # noqa: PLC0415 - the routes are loaded when a server is wanted

        with tempfile.TemporaryDirectory(prefix="github-double-") as folder:
            double = GitHubDouble(_new_state(root or Path(folder), dict(permissions or DEFAULT_PERMISSIONS), slug, app_id))
            application = build(double.state)
            mount(application, double)
            if pages is not None:
                pages(application, double)
            server = make_server("127.0.0.1", port, application, threaded=True, request_handler=_Quiet)
            server.daemon_threads = True  # type: ignore[attr-defined]
            double.state.base_url = f"http://127.0.0.1:{server.server_port}"
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            try:
                yield double
            finally:
                server.shutdown()
                thread.join()
                server.server_close()

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`, where the pages and the git repositories are."""
        return self.state.base_url

    @property
    def api_url(self) -> str:
        """The REST API's root: `…/api/v3`."""
        return self.state.api_url

    @property
    def graphql_url(self) -> str:
        """`…/api/graphql`."""
        return f"{self.url}/api/graphql"

    @property
    def app_id(self) -> int:
        """The App's number."""
        return self.state.app.id

    @property
    def private_key_pem(self) -> str:
        """The App's private key."""
        return self.state.app.private_key_pem

    @property
    def webhook_secret(self) -> str:
        """What deliveries are signed with."""
        return self.state.app.webhook_secret

    @property
    def clock(self) -> Clock:
        """`clock.advance(seconds)` ages tokens and limits."""
        return self.state.clock

    @property
    def faults(self) -> Faults:
        """`faults.add(Fault(…))`."""
        return self.state.faults

    @property
    def knobs(self) -> Knobs:
        """Settings to assign to."""
        return self.state.knobs

    @property
    def violations(self) -> list[Violation]:
        """Exchanges that GitHub's description does not allow; a test that causes one on purpose clears the list."""
        return self.state.violations

    @property
    def requests(self) -> list[Exchange]:
        """Every API request so far."""
        return list(self.state.requests)

    @property
    def writes(self) -> list[Exchange]:
        """The requests that changed something: not GET, answered below 400, tokens not counted."""
        return [
            r for r in self.state.requests if r.method != "GET" and r.status < 400 and not r.path.endswith(("/access_tokens", "/graphql"))
        ]

    def count(self, method: str, ending: str) -> int:
        """How many requests had this method and a path with this ending."""
        return sum(r.method == method and r.path.endswith(ending) for r in self.requests)

    def assert_honest(self) -> None:
        """Every exchange agreed with GitHub's description. Every test that uses the double ends with this."""
        told = "\n".join(f"{v.side} {v.where}: {'; '.join(v.errors)}" for v in self.violations)
        assert not told, f"exchanges against GitHub's description:\n{told}"

    def user(self, login: str, permission: str | None = None, repository: DoubleRepository | None = None) -> Account:
        """An account; with a role (admin, maintain, write, triage, read) in one repository, or in all there are."""
        with self.state.lock:
            chosen = list(self.state.repositories.values()) if repository is None else [repository.facts]
            for found in chosen if permission else ():
                found.roles[login] = permission or "read"
            return self.state.account(login)

    def organization(self, login: str) -> Account:
        """An organisation; without this an owner is a person."""
        return self.state.account(login, "Organization")

    def install(self, account: str, permissions: Mapping[str, str] | None = None) -> Installation:
        """The App on an account: the one that is there, or a new one."""
        with self.state.lock:
            found = next((i for i in self.state.installations.values() if i.account == account), None)
            if found is None:
                found = Installation(self.state.take_id(), account, dict(permissions or self.state.app.permissions), self.state.now())
                self.state.installations[found.id] = found
            elif permissions is not None:
                found.permissions = dict(permissions)
            return found

    def repository(
        self,
        full_name: str,
        *,
        private: bool = True,
        files: Mapping[str, plumbing.Content] | None = None,
        git_dir: str | Path | None = None,
        default_branch: str = "main",
        installed: bool = True,
    ) -> DoubleRepository:
        """A repository made of `files` on its default branch, or copied from an existing git repository."""
        owner, _, name = full_name.partition("/")
        state = self.state
        with state.lock:
            state.account(owner)
            place = state.root / owner / f"{name}.git"
            facts = Repository(state.take_id(), owner, name, private, default_branch, place, state.now())
            if git_dir is not None:
                plumbing.copy(str(git_dir), place)
            else:
                plumbing.create(place, default_branch)
            state.repositories[full_name.lower()] = facts
            if installed:
                self.install(owner)
            made = DoubleRepository(state, facts)
            if git_dir is None:
                made.commit_to(default_branch, files if files is not None else {"README.md": f"# {name}\n"}, author=owner, message="Begin")
            return made

    def deliver(
        self,
        event: str,
        action: str | None,
        payload: dict[str, Any],
        *,
        to: str,
        secret: str | None = None,
        guid: str | None = None,
    ) -> Delivery:
        """Send a signed webhook and wait for the answer. `secret`: to sign with another one than the App's."""
        body = payload if action is None else payload | {"action": action}
        with self.state.lock:
            delivery = webhooks.prepare(self.state, event, body, to, guid)
        return webhooks.send(self.state, delivery, secret=secret)


def _new_state(root: Path, permissions: dict[str, str], slug: str, app_id: int) -> State:
    private, public = _key_pair()
    app = App(app_id, slug, "bartizan-makers", private, public, SECRET, permissions, list(EVENTS), "2026-01-01T00:00:00Z")
    state = State(app, root)
    state.account(app.owner, "Organization")
    return state
