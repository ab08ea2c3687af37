"""How bad it is, and how sure we are."""

from __future__ import annotations

from enum import IntEnum


class Severity(IntEnum):
    """How much harm the defect allows, lowest first. An unknown severity is MEDIUM, never LOW."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    def __str__(self) -> str:
        """The word in lower case, as it is printed and stored."""
        return self.name.lower()


class Confidence(IntEnum):
    """How likely the finding is a real defect, lowest first. It decides who sees it: LOW stays in the summary."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    def __str__(self) -> str:
        """The word in lower case, as it is printed and stored."""
        return self.name.lower()
