"""The SARIF report as GitHub's code scanning takes it: within its limits, packed, and known by its digest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.review.parcel import packed

if TYPE_CHECKING:
    from bot.review.parcel import Parcel

# GitHub documentation, "About code scanning limits on SARIF results": a run with more than 25,000 results is rejected, and of the rest
# the first 5,000 by severity are kept. We make one run of at most what is kept. Of 20 tags (more are rejected) the first 10 are shown.
MAX_RESULTS = 5_000
MAX_TAGS = 10
# The same page: of 1,000 locations at a result (more are rejected) 100 are shown.
MAX_LOCATIONS = 100
# GitHub documentation, "SARIF file is too large": compressed with gzip, 10 MB.
MAX_PACKED = 10_000_000
_RANKS = {"error": 0, "warning": 1, "note": 2}


def scanning_report(document: dict[str, Any]) -> Parcel:
    """The SARIF log of one run, worst results first; what does not fit is counted in a notification of the run."""
    (run,) = document["runs"]
    ranked = sorted(run["results"], key=lambda result: _RANKS[result["level"]])
    rules = [_tagged(rule) for rule in run["tool"]["driver"]["rules"]]
    driver = run["tool"]["driver"] | {"rules": rules}
    most = min(len(ranked), MAX_RESULTS)
    while True:
        kept = [_placed(result) for result in ranked[:most]]
        whole = document | {"runs": [_told(run, len(ranked) - most) | {"tool": {"driver": driver}, "results": kept}]}
        parcel = packed(whole, most)
        if len(parcel.packed) <= MAX_PACKED or most == 0:
            return parcel
        most //= 2


def _tagged(rule: dict[str, Any]) -> dict[str, Any]:
    properties = rule["properties"]
    return rule | {"properties": properties | {"tags": properties["tags"][:MAX_TAGS]}}


def _placed(result: dict[str, Any]) -> dict[str, Any]:
    """GitHub demands a line of every result: a finding on a whole file is shown on its first."""
    places = [{"physicalLocation": {"region": {"startLine": 1}} | one["physicalLocation"]} for one in result["locations"]]
    related = {"relatedLocations": result["relatedLocations"][:MAX_LOCATIONS]} if "relatedLocations" in result else {}
    return result | {"locations": places} | related


def _told(run: dict[str, Any], left_out: int) -> dict[str, Any]:
    if not left_out:
        return run
    (invocation,) = run["invocations"]
    note = {"level": "warning", "message": {"text": f"{left_out} more findings did not fit into GitHub's limits for an upload"}}
    told = invocation | {"toolExecutionNotifications": [*invocation["toolExecutionNotifications"], note]}
    return run | {"invocations": [told]}
