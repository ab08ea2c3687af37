"""Accounts, the App, and its installations as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.github_double.state import node_id

if TYPE_CHECKING:
    from tests.github_double.model import Installation
    from tests.github_double.state import State

_LINKS = ("followers", "following", "gists", "starred", "subscriptions", "organizations", "repos", "events", "received_events")
_TEMPLATES = {"following": "{/other_user}", "gists": "{/gist_id}", "starred": "{/owner}{/repo}", "events": "{/privacy}"}
_PREFIX = {"User": "U", "Organization": "O", "Bot": "BOT"}


def account(state: State, login: str) -> dict[str, Any]:
    """A `simple-user`."""
    who = state.account(login)
    url = f"{state.api_url}/users/{login}"
    body: dict[str, Any] = {
        "login": who.login,
        "id": who.id,
        "node_id": node_id(_PREFIX[who.kind], who.id),
        "avatar_url": f"{state.base_url}/avatars/{who.id}",
        "gravatar_id": "",
        "url": url,
        "html_url": f"{state.base_url}/{login}",
        "type": who.kind,
        "user_view_type": "public",
        "site_admin": False,
    }
    return body | {f"{name}_url": f"{url}/{name}{_TEMPLATES.get(name, '')}" for name in _LINKS}


def public_user(state: State, login: str) -> dict[str, Any]:
    """A `public-user`, as GET /users/{u} answers."""
    empty = dict.fromkeys(("name", "company", "location", "email", "hireable", "bio"))
    counts = dict.fromkeys(("public_repos", "public_gists", "followers", "following"), 0)
    times = dict.fromkeys(("created_at", "updated_at"), state.app.created_at)
    return account(state, login) | empty | {"blog": ""} | counts | times


def app(state: State) -> dict[str, Any]:
    """The App, an `integration`."""
    own = state.app
    return {
        "id": own.id,
        "client_id": own.client_id,
        "slug": own.slug,
        "node_id": node_id("A", own.id),
        "owner": account(state, own.owner),
        "name": own.slug.capitalize(),
        "description": "",
        "external_url": state.base_url,
        "html_url": f"{state.base_url}/apps/{own.slug}",
        "created_at": own.created_at,
        "updated_at": own.created_at,
        "permissions": own.permissions,
        "events": own.events,
    }


def installation(state: State, found: Installation) -> dict[str, Any]:
    """An `installation`."""
    target = state.account(found.account)
    return {
        "id": found.id,
        "client_id": state.app.client_id,
        "account": account(state, found.account),
        "repository_selection": "all" if found.repositories is None else "selected",
        "access_tokens_url": f"{state.api_url}/app/installations/{found.id}/access_tokens",
        "repositories_url": f"{state.api_url}/installation/repositories",
        "html_url": f"{state.base_url}/settings/installations/{found.id}",
        "app_id": state.app.id,
        "app_slug": state.app.slug,
        "target_id": target.id,
        "target_type": target.kind,
        "permissions": found.permissions,
        "events": state.app.events,
        "created_at": found.created_at,
        "updated_at": found.created_at,
        "single_file_name": None,
        "has_multiple_single_files": False,
        "single_file_paths": [],
        "suspended_by": None if found.suspended_at is None else account(state, found.account),
        "suspended_at": found.suspended_at,
    }
