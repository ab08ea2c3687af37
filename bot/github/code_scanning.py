"""A SARIF report handed to GitHub's code scanning, once."""

from __future__ import annotations

import base64
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from bot.review.ports import PullGone

if TYPE_CHECKING:
    from datetime import datetime

    from bot.github.session import Session
    from bot.review.parcel import Parcel
    from bot.review.ports import PullRef

TOOL = "bartizan"
# How far our clock and GitHub's may differ, and how many of a pull request's newest analyses are looked at.
_SKEW = timedelta(minutes=1)
_NEWEST = 100


class CodeScanning:
    """The code scanning of one repository; the session's token may write security events and nothing else."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def upload(self, ref: PullRef, report: Parcel) -> None:
        """Upload for the pull request's head commit. Raises like `Session.write`, and `NotGranted`.

        Given as the head and not as GitHub's trial merge: the head is the commit that was scanned.
        """
        body = {
            "commit_sha": ref.head,
            "ref": _of_pull(ref),
            "sarif": base64.b64encode(report.packed).decode("ascii"),
            "tool_name": TOOL,
        }
        self._session.write("POST", f"/repos/{ref.repo}/code-scanning/sarifs", body)

    def arrived(self, ref: PullRef, results: int, since: datetime) -> bool:
        """Whether an upload whose answer was lost has become an analysis of that commit."""
        asked = {"ref": _of_pull(ref), "tool_name": TOOL}
        try:
            found = list(islice(self._session.items(f"/repos/{ref.repo}/code-scanning/analyses", **asked), _NEWEST))
        except PullGone:
            # GitHub says "not found" of a repository without any analysis, too; the upload itself will tell.
            return False
        return any(
            one.text("commit_sha") == ref.head and one.number("results_count") == results and one.moment("created_at") >= since - _SKEW
            for one in found
        )


def _of_pull(ref: PullRef) -> str:
    return f"refs/pull/{ref.number}/head"
