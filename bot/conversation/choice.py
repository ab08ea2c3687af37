"""Which finding somebody means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.review import markdown
from bot.review.public_id import public_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.facts import Facts
    from bot.review.record import RecordedFinding

# States of findings that people can speak about: what was there before, and what the policy accepts, is no matter of a pull request.
_SPOKEN_OF = frozenset({"reported", "below_level", "acknowledged"})
_MANY = 10


class Unclear(Exception):
    """No single finding is meant; the message is a sentence in Markdown."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The finding, and how many of the same code there are in its file."""

    finding: RecordedFinding
    copies: int

    @property
    def id(self) -> str:
        """As people call it, in Markdown."""
        return markdown.code(public_id(self.finding.fingerprint))


def open_to_speech(facts: Facts) -> tuple[RecordedFinding, ...]:
    """What can be meant at all. Raises `Unclear` when nothing is known yet."""
    if facts.findings is None:
        raise Unclear("This pull request has not been reviewed yet; `/bartizan rescan` does it now.")
    return tuple(finding for finding in facts.findings if finding.state in _SPOKEN_OF)


def choose(id_: str, facts: Facts) -> Meant:
    """The finding of that id, or without one the finding of the thread. Raises `Unclear`."""
    known = open_to_speech(facts)
    if not id_ and not facts.thread:
        raise Unclear("Which finding? Name its id, or answer in its thread; `/bartizan list` names them all.")
    found = [each for each in known if (_named(each, id_) if id_ else each.fingerprint == facts.thread)]
    prints = sorted({each.fingerprint for each in found})
    if not prints:
        raise Unclear("The last review knows no such finding; `/bartizan list` names those it knows.")
    if len(prints) > 1:
        raise Unclear(f"That may be one of several; write more of the id: {_candidates(prints)}.")
    return Meant(found[0], len(found))


def _named(finding: RecordedFinding, id_: str) -> bool:
    return finding.fingerprint.rpartition(":")[2].startswith(id_)


def _candidates(prints: Sequence[str]) -> str:
    shown = ", ".join(markdown.code(each.rpartition(":")[2]) for each in prints[:_MANY])
    return shown + (f" and {len(prints) - _MANY} more" if len(prints) > _MANY else "")
