"""What the tests of the double share: a running double, a repository with a pull request, and PyGithub as a client."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from github import Auth, Github, GithubIntegration

from tests.github_double.fixtures import double as double

if TYPE_CHECKING:
    from github.Repository import Repository

    from tests.github_double.double import GitHubDouble
    from tests.github_double.repository import DoublePull, DoubleRepository

BEFORE = "".join(f"line {n}\n" for n in range(1, 41))
AFTER = BEFORE.replace("line 20\n", "changed\nnew\n")


@pytest.fixture
def repo(double: GitHubDouble) -> DoubleRepository:
    made = double.repository("octo/chat", files={"app.py": BEFORE, "old.txt": "gone soon\n"})
    made.branch("feature", {"app.py": AFTER, "old.txt": None})
    return made


@pytest.fixture
def pull(repo: DoubleRepository) -> DoublePull:
    return repo.open_pull(title="A change")


@pytest.fixture
def client(double: GitHubDouble, pull: DoublePull) -> Github:
    integration = GithubIntegration(
        auth=Auth.AppAuth(double.app_id, double.private_key_pem),
        base_url=double.api_url,
        seconds_between_requests=0,
        seconds_between_writes=0,
    )
    number = next(iter(double.state.installations))
    auth = integration.auth.get_installation_auth(number)
    return Github(auth=auth, base_url=double.api_url, seconds_between_requests=0, seconds_between_writes=0, retry=None)


@pytest.fixture
def chat(client: Github) -> Repository:
    return client.get_repo("octo/chat")
