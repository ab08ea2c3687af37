"""How long an acknowledgement holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.conversation.choice import Unclear

if TYPE_CHECKING:
    from bot.conversation.facts import Lifetimes


def last_day(until: str, today: date, lifetimes: Lifetimes) -> date:
    """The day that `2027-01-31`, `90d` or nothing names. Raises `Unclear` for one that has passed, is too far or does not exist."""
    latest = today + timedelta(days=lifetimes.most)
    if not until:
        return min(today + timedelta(days=lifetimes.usual), latest)
    try:
        day = today + timedelta(days=int(until[:-1])) if until.endswith("d") else date.fromisoformat(until)
    except ValueError as error:
        raise Unclear(f"There is no such day; write one like `{latest.isoformat()}`.") from error
    if day < today:
        raise Unclear("That day has passed: nothing was accepted.")
    if day > latest:
        raise Unclear(f"The latest day possible is `{latest.isoformat()}`; whoever still thinks so then can say it again.")
    return day
