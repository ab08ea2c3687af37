"""Tokens, permissions, visibility, limits."""

# ruff: noqa: ANN401 - JSON may have any shape
from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import jwt
import pytest
import requests
from github import BadCredentialsException, Github, GithubException

from tests.github_double.faults import CONTENT_BLOCK, secondary_limit

if TYPE_CHECKING:
    from github.Repository import Repository

    from tests.github_double.double import GitHubDouble
    from tests.github_double.repository import DoublePull, DoubleRepository


def _as_app(double: GitHubDouble, lifetime: int = 300) -> dict[str, str]:
    now = int(time.time())
    claims = {"iat": now - 60, "exp": now + lifetime, "iss": str(double.app_id)}
    return {"Authorization": f"Bearer {jwt.encode(claims, double.private_key_pem, algorithm='RS256')}"}


def _mint(double: GitHubDouble, **asked: Any) -> requests.Response:
    number = next(iter(double.state.installations))
    return requests.post(
        f"{double.api_url}/app/installations/{number}/access_tokens",
        json=asked or None,
        headers=_as_app(double),
        timeout=5,
    )


def test_a_jwt_may_not_live_longer_than_ten_minutes(double: GitHubDouble) -> None:
    answer = requests.get(f"{double.api_url}/app", headers=_as_app(double, 660), timeout=5)

    assert (answer.status_code, answer.json()["message"]) == (401, "'Expiration time' claim ('exp') is too far in the future")


def test_a_token_is_scoped_as_asked(double: GitHubDouble, repo: DoubleRepository) -> None:
    double.repository("octo/other")

    minted = _mint(double, repository_ids=[repo.facts.id], permissions={"contents": "read"}).json()

    header = {"Authorization": f"Bearer {minted['token']}"}
    assert len(minted["token"]) > 500
    assert requests.get(f"{double.api_url}/repos/octo/chat/branches/main", headers=header, timeout=5).status_code == 200
    assert requests.get(f"{double.api_url}/repos/octo/other", headers=header, timeout=5).status_code == 404
    refused = requests.get(f"{double.api_url}/repos/octo/chat/pulls", headers=header, timeout=5)
    assert (refused.status_code, refused.headers["X-Accepted-GitHub-Permissions"]) == (403, "pull_requests=read")


def test_asking_for_more_than_was_granted_is_refused(double: GitHubDouble, repo: DoubleRepository) -> None:
    answer = _mint(double, permissions={"contents": "write"})

    assert (answer.status_code, answer.json()["message"]) == (422, "The permissions requested are not granted to this installation.")


def test_a_token_expires(double: GitHubDouble, chat: Repository) -> None:
    header = {"Authorization": f"Bearer {_mint(double).json()['token']}"}

    double.clock.advance(3700)

    assert requests.get(f"{double.api_url}/repos/octo/chat", headers=header, timeout=5).status_code == 401


def test_a_fresh_token_may_lag(double: GitHubDouble, client: Github) -> None:
    double.knobs.token_lag = 60

    with pytest.raises(BadCredentialsException):
        client.get_repo("octo/chat")


def test_the_content_block_says_so(double: GitHubDouble, chat: Repository, pull: DoublePull) -> None:
    double.faults.add(secondary_limit("POST */comments"))

    with pytest.raises(GithubException) as refused:
        chat.get_pull(1).create_issue_comment("x")

    assert (refused.value.status, refused.value.data["message"]) == (403, CONTENT_BLOCK)
    assert pull.comments == []


def test_writes_are_limited_when_asked(double: GitHubDouble, chat: Repository) -> None:
    double.knobs.writes_per_minute = 2
    target = chat.get_pull(1)
    target.create_issue_comment("1")
    target.create_issue_comment("2")

    with pytest.raises(GithubException, match="secondary rate limit"):
        target.create_issue_comment("3")

    double.clock.advance(61)
    assert target.create_issue_comment("4").body == "4"


def test_long_lists_come_in_pages(chat: Repository, pull: DoublePull) -> None:
    for number in range(70):
        pull.comment("dev", str(number))

    assert [c.body for c in chat.get_pull(1).get_issue_comments()] == [str(n) for n in range(70)]


def test_a_renamed_repository_is_found_by_its_old_name(repo: DoubleRepository, client: Github, pull: DoublePull) -> None:
    repo.rename("talk")

    assert client.get_repo("octo/chat").full_name == "octo/talk"


def test_what_did_not_change_costs_nothing(double: GitHubDouble, pull: DoublePull) -> None:
    header = {"Authorization": f"Bearer {_mint(double).json()['token']}"}
    first = requests.get(f"{double.api_url}/repos/octo/chat/pulls/1", headers=header, timeout=5)

    again = requests.get(first.url, headers=header | {"If-None-Match": first.headers["ETag"]}, timeout=5)

    assert again.status_code == 304
    assert again.headers["X-RateLimit-Remaining"] == first.headers["X-RateLimit-Remaining"]


def test_a_misspelt_field_is_a_violation(double: GitHubDouble, pull: DoublePull) -> None:
    header = {"Authorization": f"Bearer {_mint(double).json()['token']}"}

    requests.post(f"{double.api_url}/repos/octo/chat/issues/1/comments", json={"body": "x", "bodi": "y"}, headers=header, timeout=5)

    assert double.violations[0].errors == ("bodi is not a field of the request",)
    double.violations.clear()
