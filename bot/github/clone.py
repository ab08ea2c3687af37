"""Where git fetches a repository from, and the header that opens it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.github.address import repo_path

if TYPE_CHECKING:
    from bot.github.address import Endpoint


@dataclass(frozen=True, slots=True)
class CloneAddress:
    """`url` holds no secret; `header` is a whole line (`Authorization: basic …`) and is never shown."""

    url: str
    header: str = field(repr=False)


def clone_address(endpoint: Endpoint, repo: str, token: str) -> CloneAddress:
    """The address made from the configured one and `owner/name` only: what a payload calls `clone_url` is never used."""
    credentials = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    url = f"{endpoint.web_url}/{repo_path(repo).removeprefix('/repos/')}.git"
    return CloneAddress(url, f"Authorization: basic {credentials}")
