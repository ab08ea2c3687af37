"""Resolving the threads of our own comments and opening them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.github.answer import Rejected
from bot.github.repetition import until_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.github.session import Session

_RESOLVE = """
mutation($id: ID!) {
  resolveReviewThread(input: {threadId: $id}) { thread { isResolved } }
}
"""
_UNRESOLVE = """
mutation($id: ID!) {
  unresolveReviewThread(input: {threadId: $id}) { thread { isResolved } }
}
"""
_GONE = "Could not resolve to a node"


class Threads:
    """The threads of one repository; the session's token may write its contents, for GitHub asks no less."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def settle(self, wanted: Mapping[str, bool]) -> int:
        """Resolve those that are wanted so and open the others; how many are so now, by GitHub's own word.

        Twice does no harm. A thread that was deleted meanwhile is passed over. Raises `Rejected`, and like `Session.write`.
        """
        return sum(self._is(thread, resolved=resolved) for thread, resolved in wanted.items())

    def _is(self, thread: str, *, resolved: bool) -> bool:
        mutation, name = (_RESOLVE, "resolveReviewThread") if resolved else (_UNRESOLVE, "unresolveReviewThread")

        def attempt() -> bool:
            done = self._session.graphql(mutation, {"id": thread}, write=True).inside(name)
            return done.inside("thread").flag("isResolved") is resolved

        try:
            return until_known(attempt, lambda: None, self._session.sleep)
        except Rejected as refusal:
            if _GONE in refusal.why:
                return False
            raise
