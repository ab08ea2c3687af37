"""The dependency graph: snapshots of what a commit depends on; what GitHub could not place is refused."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from tests.github_double.refusals import Refused
from tests.github_double.routes.repositories import commit_named
from tests.github_double.routing import REPO, Answer, Call, Routes

ROUTES = Routes()
# The form of the package URL specification for what has a version: every part percent-encoded, nothing unescaped in between.
_PART = r"(?:[A-Za-z0-9.\-_~:]|%[0-9A-F]{2})+"
_PURL = re.compile(rf"pkg:(?:pypi|npm|golang|cargo)(?:/{_PART})+@{_PART}")


def _check(call: Call, sha: str) -> None:
    body: dict[str, Any] = call.body
    when = datetime.fromisoformat(body["scanned"])
    pull = re.fullmatch(r"refs/pull/(\d+)/head", body["ref"])
    if body["version"] != 0 or when.tzinfo is None or sha != body["sha"]:
        raise Refused(422, "version, time or commit of the snapshot is not as documented")
    if pull and int(pull.group(1)) not in call.repository.pulls:
        raise Refused(422, "the ref names no pull request")
    for path, manifest in body.get("manifests", {}).items():
        if manifest["name"] != path or manifest["file"]["source_location"] != path:
            raise Refused(422, f"{path} does not name its file")
        packages = manifest.get("resolved", {}).values()
        if not all(_PURL.fullmatch(package["package_url"]) for package in packages):
            raise Refused(422, f"{path} holds what is no package URL")


@ROUTES.add("post", REPO + "/dependency-graph/snapshots", "contents=write")
def _submit(call: Call) -> Answer:
    found = call.repository
    _check(call, commit_named(found, call.body["sha"]))
    found.snapshots.append(call.body)
    onto_default = call.body["ref"] == f"refs/heads/{found.default_branch}"
    result = "SUCCESS" if onto_default else "ACCEPTED"
    message = "Dependency results for the repo have been successfully updated." if onto_default else "Not the default branch."
    return Answer({"id": call.state.take_id(), "created_at": call.state.now(), "result": result, "message": message}, status=201)
