"""What people have said about single findings: a false positive, or a risk accepted for a while."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from checks.core.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from bot.review.record import RecordedFinding
    from checks.core.finding import Finding


class Kind(Enum):
    """What was said."""

    FALSE_POSITIVE = "fp"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """One finding acknowledged, in every pull request of its repository: its fingerprint holds the rule, the path and the code.

    `copies`: how many findings with this fingerprint there were. `severity` was the finding's then: a worse one is another matter.
    `repo` and `number` name the pull request it was said in. It ends after the day `until`. By its `kinship` it follows the finding
    when that pull request renames the file.
    """

    fingerprint: str
    rule: str
    path: str
    severity: Severity
    copies: int
    kind: Kind
    who: str
    when: datetime
    reason: str
    until: date
    repo: str
    number: int
    kinship: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A finding and what was said about it."""

    finding: Finding
    word: Acknowledgement


@dataclass(frozen=True, slots=True)
class Acknowledgements:
    """What holds in a repository, and whose pull request is looked at."""

    words: tuple[Acknowledgement, ...] = ()
    author: str = ""
    number: int = 0

    def part(
        self, findings: Iterable[Finding], today: date, stands: Callable[[str], bool] = lambda _: True
    ) -> tuple[tuple[Finding, ...], tuple[Acknowledged, ...]]:
        """The findings nobody has acknowledged, and the others. `stands`: whether the head has a file of that path."""
        words = {word.fingerprint: word for word in self.words}
        gone = self._moved(stands)
        used: Counter[str] = Counter()
        left: list[Finding] = []
        acknowledged: list[Acknowledged] = []
        for finding in findings:
            word = words.get(finding.fingerprint) or gone.get(finding.kinship)
            if word is None or used[word.fingerprint] >= word.copies or not self._covers(word, finding, today):
                left.append(finding)
            else:
                used[word.fingerprint] += 1
                acknowledged.append(Acknowledged(finding, word))
        return tuple(left), tuple(acknowledged)

    def _moved(self, stands: Callable[[str], bool]) -> dict[str, Acknowledgement]:
        """By kinship, words of this very pull request about files that it has no more: what another one renames is another matter."""
        here = (word for word in self.words if word.kinship and word.number == self.number)
        return {word.kinship: word for word in here if not stands(word.path)}

    def _covers(self, word: Acknowledgement, finding: Finding, today: date) -> bool:
        own = may_not_judge(word.who, self.author, finding.severity)
        return today <= word.until and finding.severity <= word.severity and not own


def word_about(finding: RecordedFinding, words: Iterable[Acknowledgement], number: int) -> Acknowledgement | None:
    """What was said about a finding of the pull request's last review."""
    there = tuple(words)
    own = next((word for word in there if word.fingerprint == finding.fingerprint), None)
    if own is not None or finding.state != "acknowledged" or not finding.kinship:
        return own
    return next((word for word in there if word.kinship == finding.kinship and word.number == number), None)


def may_not_judge(who: str, author: str, severity: Severity) -> bool:
    """Whether this would be an author's word about their own grave finding: a second person has to say it."""
    return who.lower() == author.lower() and severity >= Severity.HIGH
