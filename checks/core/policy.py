"""What an organisation accepts, as facts. Reading the file is `config`'s matter, judging by it `bot.review`'s."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from checks.core.severity import Confidence, Severity

if TYPE_CHECKING:
    from datetime import date

    from checks.core.finding import Finding


@dataclass(frozen=True, slots=True)
class Exemption:
    """An accepted risk: a rule (or a check's id as its prefix), a path pattern, a reason, the day it ends, and who answers for it."""

    rule: str
    path: str
    reason: str
    until: date | None = None
    owner: str = ""

    def covers(self, finding: Finding, today: date) -> bool:
        """Whether the finding is accepted on that day."""
        if self.until is not None and today > self.until:
            return False
        named = finding.rule.id == self.rule or finding.rule.id.startswith(f"{self.rule}-")
        return named and fnmatchcase(finding.location.path.text, self.path)


@dataclass(frozen=True, slots=True)
class Licences:
    """What an organisation says of licences: SPDX ids, other names, or categories such as `Copyleft`, in any case of letters.

    What is denied outweighs what is allowed.
    """

    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()

    def allows(self, name: str, category: str) -> bool:
        """Whether the licence is named, or its category is."""
        return _named(self.allow, name, category)

    def denies(self, name: str, category: str) -> bool:
        """The same for what is denied."""
        return _named(self.deny, name, category)


def _named(words: tuple[str, ...], name: str, category: str) -> bool:
    wanted = {name.lower(), category.lower()} - {""}
    return any(word.lower() in wanted for word in words)


@dataclass(frozen=True, slots=True)
class Policy:
    """When to block, what to show inline, and what has been accepted."""

    block_at: Severity = Severity.HIGH
    block_confidence: Confidence = Confidence.MEDIUM
    inline_at: Severity = Severity.MEDIUM
    inline_confidence: Confidence = Confidence.MEDIUM
    inline_limit: int = 10
    inline_per_rule: int = 3
    exemptions: tuple[Exemption, ...] = ()
    licences: Licences = field(default_factory=Licences)
