"""The check run's button that shows what people have acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import words
from bot.review.publication import AmendCheck

if TYPE_CHECKING:
    from bot.conversation.turn import Table


def show_accepted(repo: str, number: int, table: Table) -> int:
    """Put who acknowledged what, why and until when under the summary of the head's newest check run; how many writes it took.

    A second time changes nothing, and nobody is notified. Raises `PullGone` and `ForgeFailed`.
    """
    pull = table.forge.pull(repo, number)
    newest = next(iter(table.forge.checks(pull)), None)
    findings = table.ledger.findings(pull.ref.repo, number)
    # One that is under way says nothing yet, and ends with the button.
    if newest is None or not newest.completed or findings is None:
        return 0
    told = words.accepted(findings, table.ledger.words(pull.repo_id, table.clock().date()), number)
    return table.forge.apply(pull, [AmendCheck(newest, told)]).writes
