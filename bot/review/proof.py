"""What is known of a fix: that it works, that it does not, or that nobody could try it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.review.patch import Rewrite
    from checks.core.finding import Finding
    from checks.core.place import RepoPath, Span


class Standing(Enum):
    """How a trial ended."""

    PROVED = "verified"
    REFUTED = "refuted"
    UNTRIED = "not verified"


@dataclass(frozen=True, slots=True)
class Proof:
    """A fix after its trial. `why` says what stood against it; `rewrite` and `diff` are None and empty when it cannot be applied."""

    standing: Standing
    why: str = ""
    rewrite: Rewrite | None = None
    diff: str = ""


def verdict(target: Finding, before: Iterable[Finding], after: Iterable[Finding], rewrite: Rewrite) -> str:
    """What stands against the fix; empty when it removes the finding and adds none.

    Findings on the lines rewritten are told apart by their rule alone, as their code has changed; all others by their code.
    """
    path = target.location.path
    old = Counter(_key(finding, path, rewrite.old) for finding in before)
    new = Counter(_key(finding, path, rewrite.new) for finding in after)
    key = _key(target, path, rewrite.old)
    if new[key] >= old[key]:
        return "the finding is still there after it"
    added = sorted({rule for rule, _ in new - old})
    return f"it brings in `{added[0]}`" if added else ""


def _key(finding: Finding, path: RepoPath, touched: Span | None) -> tuple[str, str]:
    span = finding.location.span
    inside = finding.location.path == path and span and touched and span.first <= touched.last and touched.first <= span.last
    return (finding.rule.id, "" if inside else finding.fingerprint)
