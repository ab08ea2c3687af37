"""The App, its installations, their tokens, and accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.github_double import auth
from tests.github_double.refusals import not_found, unprocessable
from tests.github_double.render import accounts
from tests.github_double.render.repositories import full_repository
from tests.github_double.routing import REPO, Answer, Call, Routes

if TYPE_CHECKING:
    from tests.github_double.model import Grant, Installation

ROUTES = Routes()
_MOST_REPOSITORIES = 500


@ROUTES.add("get", "/app", caller="app")
def _app(call: Call) -> Answer:
    return Answer(accounts.app(call.state) | {"installations_count": len(call.state.installations)})


@ROUTES.add("get", "/app/installations", caller="app")
def _installations(call: Call) -> Answer:
    return Answer(page=[accounts.installation(call.state, i) for i in call.state.installations.values()])


@ROUTES.add("get", "/app/installations/{installation_id}", caller="app")
def _installation(call: Call) -> Answer:
    return Answer(accounts.installation(call.state, call.pick(call.state.installations, "installation_id")))


@ROUTES.add("get", REPO + "/installation", caller="app")
def _installation_of(call: Call) -> Answer:
    found = call.state.installation_of(call.repository)
    if found is None:
        raise not_found()
    return Answer(accounts.installation(call.state, found))


@ROUTES.add("post", "/app/installations/{installation_id}/access_tokens", caller="app")
def _token(call: Call) -> Answer:
    installation = call.pick(call.state.installations, "installation_id")
    permissions = dict(call.body.get("permissions") or installation.permissions)
    if not all(auth.holds(installation.permissions, name, level) for name, level in permissions.items()):
        raise unprocessable("The permissions requested are not granted to this installation.")
    if call.body.get("permissions"):
        permissions.setdefault("metadata", "read")
    repositories = _asked_repositories(call, installation)
    grant = auth.issue_grant(call.state, installation.id, permissions, repositories)
    return Answer(_token_body(call, installation, grant), status=201)


def _asked_repositories(call: Call, installation: Installation) -> set[int] | None:
    ids, names = call.body.get("repository_ids"), call.body.get("repositories")
    if ids is None and names is None:
        return None
    covered = list(call.state.repositories_of(installation))
    wanted = [r for r in covered if r.id in (ids or ()) or r.name in (names or ())]
    if len(wanted) != len(ids or ()) + len(names or ()) or len(wanted) > _MOST_REPOSITORIES:
        raise unprocessable("There is at least one repository that does not exist or is not accessible to the parent installation.")
    return {r.id for r in wanted}


def _token_body(call: Call, installation: Installation, grant: Grant) -> dict[str, Any]:
    body: dict[str, Any] = {
        "token": grant.token,
        "expires_at": call.state.clock.stamp(call.state.knobs.token_lifetime),
        "permissions": grant.permissions,
        "repository_selection": "all" if installation.repositories is None and grant.repositories is None else "selected",
    }
    if grant.repositories is not None:
        chosen = [r for r in call.state.repositories_of(installation) if r.id in grant.repositories]
        body["repositories"] = [full_repository(call.state, r, grant.permissions) for r in chosen]
    return body


@ROUTES.add("delete", "/installation/token")
def _revoke(call: Call) -> Answer:
    assert call.caller.grant is not None
    call.caller.grant.revoked = True
    return Answer(status=204)


@ROUTES.add("get", "/installation/repositories")
def _repositories(call: Call) -> Answer:
    state, caller = call.state, call.caller
    assert caller.installation is not None
    assert caller.grant is not None
    seen = [r for r in state.repositories_of(caller.installation) if auth.reachable(state, caller, r)]
    return Answer(page=[full_repository(state, r, caller.grant.permissions) for r in seen], key="repositories")


@ROUTES.add("get", "/users/{username}")
def _user(call: Call) -> Answer:
    login = call.params["username"]
    if login not in call.state.accounts:
        raise not_found()
    return Answer(accounts.public_user(call.state, login))


@ROUTES.add("get", "/rate_limit")
def _rate_limit(call: Call) -> Answer:
    limit = call.state.knobs.hourly_limit
    core = {"limit": limit, "used": 0, "remaining": limit, "reset": int(call.state.clock.now()) + 3600}
    return Answer({"resources": {"core": core, "search": core, "graphql": core}, "rate": core})
