"""Addresses are made from the configured one and names that were looked at."""

from __future__ import annotations

import base64

import pytest

from bot.github.address import Endpoint, commit_id, repo_path
from bot.github.clone import clone_address
from bot.review.ports import PullGone

NEW_TOKEN = "ghs_12345_" + "eyJhbGciOiJSUzI1NiJ9." + "a-b_c" * 90 + ".sig"


@pytest.mark.parametrize(
    ("api", "clone", "graphql"),
    [
        ("https://api.github.com", "https://github.com/o/r.git", "https://api.github.com/graphql"),
        ("https://api.github.com/", "https://github.com/o/r.git", "https://api.github.com/graphql"),
        ("https://ghe.example/api/v3", "https://ghe.example/o/r.git", "https://ghe.example/api/graphql"),
        ("https://api.octo.ghe.example", "https://octo.ghe.example/o/r.git", "https://api.octo.ghe.example/graphql"),
        ("http://127.0.0.1:8080/api/v3/", "http://127.0.0.1:8080/o/r.git", "http://127.0.0.1:8080/api/graphql"),
    ],
)
def test_fetches_from_the_configured_host(api: str, clone: str, graphql: str) -> None:
    endpoint = Endpoint(api)

    found = clone_address(endpoint, "o/r", "ghs_x")

    assert (found.url, endpoint.graphql_url) == (clone, graphql)


@pytest.mark.parametrize("token", ["ghs_" + "a" * 36, NEW_TOKEN])
def test_the_token_stands_in_the_header_only(token: str) -> None:
    found = clone_address(Endpoint(), "o/r", token)

    scheme, credentials = found.header.rsplit(" ", 1)
    assert scheme == "Authorization: basic"
    assert base64.b64decode(credentials).decode() == f"x-access-token:{token}"
    assert token not in found.url
    assert credentials not in repr(found)


@pytest.mark.parametrize(
    "url", ["ftp://h.example", "https://u:p@h.example", "https://h.example/other", "https://h.example?x=1", "api.github.com"]
)
def test_refuses_an_address_that_no_github_has(url: str) -> None:
    with pytest.raises(ValueError, match="GitHub API address"):
        Endpoint(url)


@pytest.mark.parametrize(
    "repo", ["o", "o/", "/r", "o/..", "../r", "o/r/x", "o/r?x=1", "o/r#x", "o r/x", "o/r\n", "o/é", "169.254.169.254/../r"]
)
def test_refuses_a_name_that_could_lead_elsewhere(repo: str) -> None:
    with pytest.raises(PullGone, match="not a repository's name"):
        repo_path(repo)


@pytest.mark.parametrize("sha", ["", "main", "A" * 40, "a" * 39, "a" * 41, "a" * 40 + "\n", "../" + "a" * 37])
def test_refuses_what_is_no_commit_id(sha: str) -> None:
    with pytest.raises(PullGone, match="not a commit id"):
        commit_id(sha)


@pytest.mark.parametrize("sha", ["a" * 40, "0123456789abcdef" * 4])
def test_takes_both_lengths_of_commit_ids(sha: str) -> None:
    assert commit_id(sha) == sha
