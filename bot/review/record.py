"""A finished review as it is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class RecordedFinding:
    """One finding of a review. `state`: `reported`, or why it was set aside. `kinship`: what it keeps when its file is renamed."""

    fingerprint: str
    rule: str
    path: str
    line: int | None
    severity: str
    confidence: str
    state: str
    kinship: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A review that ended: key `repo#n@head`, decision, findings, timings in seconds by stage, API writes made."""

    key: str
    repo: str
    number: int
    head: str
    base: str
    decision: str
    summary: str
    started: datetime
    finished: datetime
    findings: tuple[RecordedFinding, ...]
    timings: tuple[tuple[str, float], ...]
    writes: int
