"""What is seen in a resource: a rule, the line, and the words that fill its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.rule import Rule
    from checks.core.severity import Severity


@dataclass(frozen=True, slots=True)
class Sight:
    """`words` are from the change: they are shown as code and cut."""

    rule: Rule
    line: int
    words: tuple[str, ...] = ()
    severity: Severity | None = None
