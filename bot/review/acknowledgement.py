"""What people have said about single findings: a false positive, or a risk accepted for a while."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from checks.core.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from checks.core.finding import Finding


class Kind(Enum):
    """What was said."""

    FALSE_POSITIVE = "fp"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """One finding acknowledged, in every pull request of its repository: its fingerprint holds the rule, the path and the code.

    `copies`: how many findings with this fingerprint there were. `severity` was the finding's then: a worse one is another matter.
    `repo` and `number` name the pull request it was said in. It ends after the day `until`.
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

    def part(self, findings: Iterable[Finding], today: date) -> tuple[tuple[Finding, ...], tuple[Acknowledged, ...]]:
        """The findings nobody has acknowledged, and the others."""
        words = {word.fingerprint: word for word in self.words}
        used: Counter[str] = Counter()
        left: list[Finding] = []
        acknowledged: list[Acknowledged] = []
        for finding in findings:
            word = words.get(finding.fingerprint)
            if word is None or used[finding.fingerprint] >= word.copies or not self._covers(word, finding, today):
                left.append(finding)
            else:
                used[finding.fingerprint] += 1
                acknowledged.append(Acknowledged(finding, word))
        return tuple(left), tuple(acknowledged)

    def _covers(self, word: Acknowledgement, finding: Finding, today: date) -> bool:
        own = may_not_judge(word.who, self.author, finding.severity)
        return today <= word.until and finding.severity <= word.severity and not own


def may_not_judge(who: str, author: str, severity: Severity) -> bool:
    """Whether this would be an author's word about their own grave finding: a second person has to say it."""
    return who.lower() == author.lower() and severity >= Severity.HIGH
