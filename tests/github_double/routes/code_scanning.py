"""Code scanning: an upload becomes an analysis of its commit; what breaks the limits is refused."""

from __future__ import annotations

import base64
import gzip
import json
import re
import uuid
from typing import Any

from tests.github_double.refusals import Refused, not_found
from tests.github_double.render.repositories import url_of
from tests.github_double.routes.repositories import commit_named
from tests.github_double.routing import REPO, Answer, Call, Routes

ROUTES = Routes()
_UPLOADS = REPO + "/code-scanning/sarifs"
_LARGEST, _MOST_RUNS, _MOST_RESULTS, _MOST_TAGS = 10_000_000, 20, 25_000, 20


def _opened(body: dict[str, Any]) -> dict[str, Any]:
    packed = base64.b64decode(body["sarif"], validate=True)
    if len(packed) > _LARGEST:
        raise Refused(413, "The SARIF file is too large")
    try:
        document: dict[str, Any] = json.loads(gzip.decompress(packed))
    except (OSError, ValueError) as error:
        raise Refused(400, "The SARIF file is not valid gzip-compressed JSON") from error
    runs = document["runs"]
    rules = [rule for run in runs for rule in run["tool"]["driver"]["rules"]]
    if len(runs) > _MOST_RUNS or any(len(run["results"]) > _MOST_RESULTS for run in runs):
        raise Refused(400, "rejecting SARIF, as there are more runs or results than allowed")
    if any(len(rule["properties"]["tags"]) > _MOST_TAGS for rule in rules):
        raise Refused(400, "rejecting SARIF, as there are more tags than allowed")
    return document


@ROUTES.add("post", _UPLOADS, "security_events=write")
def _upload(call: Call) -> Answer:
    body, found = call.body, call.repository
    sha, document = commit_named(found, body["commit_sha"]), _opened(body)
    if not re.fullmatch(r"refs/(heads/.+|tags/.+|pull/\d+/(head|merge))", body["ref"]):
        raise Refused(400, "ref is not a full reference")
    (run,) = document["runs"]
    sarif_id, number = str(uuid.UUID(int=call.state.take_id())), call.state.take_id()
    base = f"{url_of(call.state, found)}/code-scanning"
    analysis = {
        "ref": body["ref"],
        "commit_sha": sha,
        "analysis_key": "(default)",
        "environment": "{}",
        "category": "",
        "error": "",
        "created_at": call.state.now(),
        "results_count": len(run["results"]),
        "rules_count": len(run["tool"]["driver"]["rules"]),
        "id": number,
        "url": f"{base}/analyses/{number}",
        "sarif_id": sarif_id,
        "tool": {"name": run["tool"]["driver"]["name"], "guid": None, "version": run["tool"]["driver"]["version"]},
        "deletable": True,
        "warning": "",
    }
    found.analyses.append(analysis)
    found.sarifs.append(document)
    return Answer({"id": sarif_id, "url": f"{base}/sarifs/{sarif_id}"}, status=202)


@ROUTES.add("get", REPO + "/code-scanning/analyses", "security_events=read")
def _analyses(call: Call) -> Answer:
    kept = call.repository.analyses
    if not kept:
        raise not_found()
    chosen = [a for a in kept if call.query.get("ref", a["ref"]) == a["ref"]]
    chosen = [a for a in chosen if call.query.get("tool_name", a["tool"]["name"]) == a["tool"]["name"]]
    return Answer(page=list(reversed(chosen)))
