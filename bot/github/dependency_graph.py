"""What a commit depends on, handed to GitHub's dependency graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.github.address import repo_path
from bot.github.answer import Rejected
from bot.github.payload import fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.github.session import Session


class DependencyGraph:
    """The dependency graph of one repository; the session's token may write its contents, for GitHub asks no less."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def submit(self, repo: str, snapshot: Mapping[str, object]) -> None:
        """Submit once more does no harm: the latest snapshot of a commit counts. Raises like `Session.write`, and `NotGranted`."""
        path = f"{repo_path(repo)}/dependency-graph/snapshots"
        answer = fields(self._session.write("POST", path, snapshot), path)
        if answer.text("result") == "INVALID":
            said = answer.text("message")
            raise Rejected(f"POST {path}: GitHub calls the snapshot invalid: {said}", said)
