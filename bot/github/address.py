"""Where GitHub is: every address we call is made here, from the configured one and names that we have looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.review.ports import PullGone

_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_ENTERPRISE = "/api/v3"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """GitHub's API: `https://api.github.com`, or `https://HOST/api/v3` of GitHub Enterprise Server.

    `timeout` in seconds. Raises `ValueError` for an address that cannot be one.
    """

    api_url: str = "https://api.github.com"
    timeout: int = 30
    user_agent: str = "bartizan"
    # The version whose behaviour the room was written against; newer ones must be asked for.
    api_version: str = "2022-11-28"

    def __post_init__(self) -> None:
        """Refuse credentials, queries and paths that no GitHub has."""
        parts = urlsplit(self.api_url)
        if parts.scheme not in {"https", "http"} or not parts.hostname or "@" in parts.netloc:
            raise ValueError("the GitHub API address must read https://api.github.com or https://HOST/api/v3, without credentials")
        if parts.path.rstrip("/") not in {"", _ENTERPRISE} or parts.query or parts.fragment:
            raise ValueError(f"the GitHub API address may only end in {_ENTERPRISE}")

    @property
    def web_url(self) -> str:
        """Where people and git go: `https://github.com` for `https://api.github.com`."""
        parts = urlsplit(self.api_url)
        netloc = parts.netloc if parts.path.rstrip("/") else parts.netloc.removeprefix("api.")
        return f"{parts.scheme}://{netloc}"

    @property
    def graphql_url(self) -> str:
        """`/graphql` on github.com, `/api/graphql` on an Enterprise Server."""
        return self.api_url.rstrip("/").removesuffix("/v3") + "/graphql"


def repo_path(repo: str) -> str:
    """The API path of `owner/name`; raises `PullGone` for anything else, so that no name can lead elsewhere."""
    owner, slash, name = repo.partition("/")
    if not slash or any(_NAME.fullmatch(part) is None or part in {".", ".."} for part in (owner, name)):
        raise PullGone(f"not a repository's name: {repo[:80]!r}; it reads owner/name")
    return f"/repos/{owner}/{name}"


def commit_id(sha: str) -> str:
    """The commit id, which goes into a path; raises `PullGone` for anything else."""
    if _COMMIT.fullmatch(sha) is None:
        raise PullGone(f"not a commit id: {sha[:80]!r}")
    return sha
