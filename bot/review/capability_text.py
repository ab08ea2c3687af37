"""The words about what a change lets agents do."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.review import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.review.permalink import Permalinks
    from checks.agent_capabilities.capability import Capability, Power
    from checks.agent_capabilities.gained import Gained

# Characters of a tool's name; what is longer is no name.
_DETAIL = 60
_EACH = 3


def capabilities(gained: Gained, links: Permalinks, most: int) -> str:
    """One sentence, and for each of at most so many powers a line that names the tools and their places."""
    sentence = f"**Agents**: {_summary(gained)}.{_instructions(gained, links)}"
    told = [*_lines("new", gained.new, links), *_lines("gone", gained.gone, links, before=True)]
    more = [f"- … and {len(told) - most} more"] if most and len(told) > most else []
    listed = "\n".join(told[:most] + more)
    missed = ", ".join(markdown.code(each[:_DETAIL]) for each in gained.unread[:_EACH])
    unread = f"\n\nNot read for this: {missed}." if missed and most else ""
    return f"{sentence}\n\n{listed}{unread}" if listed else sentence


def _summary(gained: Gained) -> str:
    parts = (("this change adds an agent or tool that", gained.new), ("it takes away one that", gained.gone))
    return "; ".join(f"{words} {_joined(_by_power(those))}" for words, those in parts if those) or "able to do what they were before"


def _instructions(gained: Gained, links: Permalinks) -> str:
    """They steer what an agent does with the code beside them, and are easily passed over."""
    if not gained.instructions:
        return ""
    named = ", ".join(links.to(each) for each in gained.instructions[:_EACH])
    more = f" and {len(gained.instructions) - _EACH} more" if len(gained.instructions) > _EACH else ""
    return f" What agents are told changes together with code: {named}{more}."


def _joined(powers: dict[Power, list[Capability]]) -> str:
    *others, last = (power.value for power in powers)
    return f"{', '.join(others)} and {last}" if others else last


def _lines(word: str, those: Sequence[Capability], links: Permalinks, *, before: bool = False) -> Iterator[str]:
    for power, its in _by_power(those).items():
        named = ", ".join(f"{markdown.code(each.detail[:_DETAIL])} ({links.to(each.location, before=before)})" for each in its[:_EACH])
        more = f" and {len(its) - _EACH} more" if len(its) > _EACH else ""
        yield f"- {word}: {power.value}: {named}{more}"


def _by_power(those: Sequence[Capability]) -> dict[Power, list[Capability]]:
    found: dict[Power, list[Capability]] = defaultdict(list)
    for each in those:
        found[each.power].append(each)
    return dict(found)
