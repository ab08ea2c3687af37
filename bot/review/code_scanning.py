"""The SARIF report as GitHub's code scanning takes it: within its limits, and with what was left out said in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from bot.review.parcel import packed

if TYPE_CHECKING:
    from bot.review.parcel import Parcel

# GitHub documentation, "About code scanning limits on SARIF results": a run with more than 25,000 results is rejected, and of the rest
# the first 5,000 by severity are kept. We make one run of at most what is kept. Of 20 tags (more are rejected) the first 10 are shown.
MAX_RESULTS = 5_000
MAX_TAGS = 10
# The same page: of 1,000 locations at a result (more are rejected) 100 are shown. Its limits of 25,000 rules, 100 extensions and 10,000
# locations in a thread flow are out of reach: the rules are those of our checks, and we write no extensions and no flows.
MAX_LOCATIONS = 100
# No limit of GitHub's, which shows none of them: so many that a person would read, and so few that they cannot fill the upload.
MAX_NOTIFICATIONS = 1_000
# GitHub documentation, "SARIF file is too large": compressed with gzip, 10 MB.
MAX_PACKED = 10_000_000
_RANKS = {"error": 0, "warning": 1, "note": 2}


def scanning_report(document: dict[str, Any]) -> Parcel:
    """The SARIF log of one run, worst results first; what does not fit is counted in notifications of the run."""
    (run,) = document["runs"]
    ranked = sorted(run["results"], key=lambda result: _RANKS[result["level"]])
    most = min(len(ranked), MAX_RESULTS)
    while True:
        left_out = Counter({"findings": len(ranked) - most})
        driver = run["tool"]["driver"]
        rules = [_tagged(rule, left_out) for rule in driver["rules"]]
        results = [_placed(result, left_out) for result in ranked[:most]]
        tool = {"driver": driver | {"rules": rules}}
        whole = document | {"runs": [_told(run, left_out) | {"tool": tool, "results": results}]}
        parcel = packed(whole, most)
        if len(parcel.packed) <= MAX_PACKED or most == 0:
            return parcel
        most //= 2


def _tagged(rule: dict[str, Any], left_out: Counter[str]) -> dict[str, Any]:
    properties = rule["properties"]
    return rule | {"properties": properties | {"tags": _first(properties["tags"], MAX_TAGS, "tags of rules", left_out)}}


def _placed(result: dict[str, Any], left_out: Counter[str]) -> dict[str, Any]:
    """GitHub demands a line of every result: a finding on a whole file is shown on its first."""
    places = [{"physicalLocation": {"region": {"startLine": 1}} | one["physicalLocation"]} for one in result["locations"]]
    related = result.get("relatedLocations")
    kept = {} if related is None else {"relatedLocations": _first(related, MAX_LOCATIONS, "related places", left_out)}
    return result | {"locations": places} | kept


def _told(run: dict[str, Any], left_out: Counter[str]) -> dict[str, Any]:
    (invocation,) = run["invocations"]
    notifications = _first(invocation["toolExecutionNotifications"], MAX_NOTIFICATIONS, "files that were not analysed", left_out)
    notes = [
        {"level": "warning", "message": {"text": f"{count} more {what} did not fit into the limits of an upload"}}
        for what, count in left_out.items()
        if count
    ]
    return run | {"invocations": [invocation | {"toolExecutionNotifications": [*notifications, *notes]}]}


def _first(items: list[Any], most: int, what: str, left_out: Counter[str]) -> list[Any]:
    left_out[what] += max(0, len(items) - most)
    return items[:most]
