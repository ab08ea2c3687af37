"""The ending of a review whose pull request was pushed to while it ran."""

from __future__ import annotations

from bot.review.ports import PullGone


class PullMoved(PullGone):
    """The pull request stands at another commit now: nothing more is said about this one; the newer commit has its own review."""
