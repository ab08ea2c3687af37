"""What is seen of a server: the rule, its name, and the lines that make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.place import Span
    from checks.core.rule import Rule
    from checks.core.severity import Confidence, Severity


@dataclass(frozen=True, slots=True)
class Sight:
    """`subject` is a name of ours, never text of the change; of the `spans` the first tells most."""

    rule: Rule
    subject: str
    spans: tuple[Span, ...]
    severity: Severity | None = None
    confidence: Confidence | None = None
