"""Real git fetches from the double."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.github_double import auth

if TYPE_CHECKING:
    from pathlib import Path

    from tests.github_double.double import GitHubDouble
    from tests.github_double.repository import DoublePull, DoubleRepository


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False, env=os.environ | {"GIT_TERMINAL_PROMPT": "0"})


def _authorised(double: GitHubDouble, repo: DoubleRepository) -> str:
    installation = double.install("octo")
    token = auth.issue_grant(double.state, installation.id, installation.permissions, None).token
    return repo.clone_url.replace("http://", f"http://x-access-token:{token}@")


@pytest.fixture
def target(tmp_path: Path) -> str:
    _git("init", "--quiet", "--bare", str(tmp_path / "target"))
    return str(tmp_path / "target")


def test_fetches_a_pull_request_without_blobs_and_history(
    double: GitHubDouble,
    repo: DoubleRepository,
    pull: DoublePull,
    target: str,
) -> None:
    done = _git("-C", target, "fetch", "--depth=1", "--filter=blob:none", _authorised(double, repo), f"refs/pull/{pull.number}/head")

    assert done.returncode == 0, done.stderr
    assert _git("-C", target, "rev-parse", "FETCH_HEAD").stdout.strip() == pull.head_sha
    assert "blob" not in _git("-C", target, "cat-file", "--batch-check", "--batch-all-objects").stdout


def test_fetches_a_commit_that_no_branch_holds(double: GitHubDouble, repo: DoubleRepository, pull: DoublePull, target: str) -> None:
    old = pull.head_sha
    pull.force_push({"app.py": "other\n"})

    done = _git("-C", target, "fetch", _authorised(double, repo), old)

    assert done.returncode == 0, done.stderr


def test_a_private_repository_needs_a_token(repo: DoubleRepository, target: str) -> None:
    done = _git("-C", target, "fetch", repo.clone_url, "main")

    assert done.returncode != 0


def test_a_fork_is_fetched_from_the_base(double: GitHubDouble, repo: DoubleRepository, target: str) -> None:
    pull = repo.open_pull(fork=True, user="mallory")
    pull.push({"app.py": "again\n"})

    done = _git("-C", target, "fetch", _authorised(double, repo), f"refs/pull/{pull.number}/head")

    assert done.returncode == 0, done.stderr
    assert _git("-C", target, "rev-parse", "FETCH_HEAD").stdout.strip() == pull.head_sha


def test_a_malformed_tree_is_served_as_it_is(double: GitHubDouble, repo: DoubleRepository, pull: DoublePull, target: str) -> None:
    tree = repo.raw_tree([("100644", b"..", repo.blob(b"x"))])
    pull.move_to(repo.raw_commit(tree, parents=[repo.sha("main")]))

    strict = _git("-C", target, "-c", "fetch.fsckObjects=true", "fetch", _authorised(double, repo), pull.head_sha)
    lax = _git("-C", target, "fetch", _authorised(double, repo), pull.head_sha)

    assert strict.returncode != 0
    assert lax.returncode == 0, lax.stderr
