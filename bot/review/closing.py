"""A check run completed without a review: given up, refused, or paused. None is ever left waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review import markdown
from bot.review.publication import CheckReport, CompleteCheck, Conclusion

if TYPE_CHECKING:
    from bot.review.ports import Forge, Pull


# Characters of a reason. GitHub takes no summary over 65,535, and a check whose reason is too long must not be left waiting for it.
MAX_REASON = 4000


def reason(why: str) -> str:
    """The reason as Markdown that does nothing, in a length that always fits."""
    return markdown.plain(why if len(why) <= MAX_REASON else f"{why[:MAX_REASON]} …")


def refuse(pull: Pull, why: str, forge: Forge) -> None:
    """Say that the change's objects may not be looked at."""
    title = "Refused to scan: malformed or oversized objects"
    words = (
        f"Why: {reason(why)}\n\nNothing of this commit was looked at, which is why the check fails. "
        "Looking at the same commits again would end the same way."
    )
    close_check(pull, forge, CheckReport(f"{pull.ref.number}:refused", title, words, Conclusion.FAILURE))


def give_up(repo: str, number: int, why: str, forge: Forge) -> None:
    """Complete the check run of a review that will not be tried again: incomplete, with the reason. Raises `PullGone` and `ForgeFailed`."""
    give_up_on(forge.pull(repo, number), why, forge)


def give_up_on(pull: Pull, why: str, forge: Forge) -> None:
    """The same for a pull request or a merge group that is at hand."""
    title = "Scan incomplete: the review could not be finished"
    words = (
        f"Why: {reason(why)}\n\nNothing is known of this commit, which is why the check fails. `/bartizan rescan` or “Re-run” tries again; "
        "should it fail again, those who run this Bartizan find more in the worker's log."
    )
    close_check(pull, forge, CheckReport(f"{pull.ref.number}:failed", title, words, Conclusion.FAILURE))


def pause(repo: str, number: int, who: str, forge: Forge, *, stale: bool) -> None:
    """Say on the head that reviews are paused. What a review has said of this very head stays, unless it is `stale`.

    The conclusion asks for action: it blocks a required check just as a failure does, and does not claim that a scan has failed.
    """
    pull = forge.pull(repo, number)
    newest = next(iter(forge.checks(pull)), None)
    if not pull.open or (newest is not None and newest.completed and not stale):
        return
    words = (
        f"{markdown.code(who)} has paused the automatic reviews of this pull request. Nothing is known of this commit. "
        "`/bartizan rescan` looks at it once, `/bartizan resume` ends the pause."
    )
    title = f"Paused by {markdown.visible(who)}: this commit was not scanned"
    close_check(pull, forge, CheckReport(f"{number}:paused", title, words, Conclusion.ACTION_REQUIRED))


def close_check(pull: Pull, forge: Forge, report: CheckReport) -> None:
    """Complete the unfinished check run with the report, or make a completed one unless it is there."""
    checks = forge.checks(pull)
    unfinished = next((check.id for check in checks if not check.completed), None)
    if unfinished is not None or not any(check.external_id == report.external_id for check in checks):
        forge.apply(pull, [CompleteCheck(report, unfinished)])
