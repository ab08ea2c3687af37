"""A rule: one kind of defect, described once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.severity import Confidence, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of defect. `cwe` reads `CWE-78`; `frameworks` hold `name:id` pairs such as `owasp-top10-2021:A03`."""

    id: str
    title: str
    severity: Severity
    confidence: Confidence
    remedy: str
    cwe: str = ""
    frameworks: tuple[str, ...] = ()

    @property
    def of_secrets(self) -> bool:
        """Whether its findings are credentials: their lines are repeated nowhere, and taking them out is not enough."""
        return self.cwe == "CWE-798"
