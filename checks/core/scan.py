"""What checks ask of engines with rules of their own, and what those answer, free of any tool's own format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.change import NotAnalysed
    from checks.core.place import Location, RepoPath


@dataclass(frozen=True, slots=True)
class Sighting:
    """One result. `rule` is the engine's own name for it; `title` and `message` are its words and may quote the file.

    `level` is `error`, `warning` or `note`; `severity` and `confidence` are words such as `high`, empty when it gave none;
    `score` is a CVSS-like number from 0 to 10; `cwe` reads `CWE-78`.
    `quoted` is what it took from the file: it may be a secret.
    """

    rule: str
    location: Location
    message: str
    level: str = "warning"
    title: str = ""
    severity: str = ""
    confidence: str = ""
    score: float | None = None
    cwe: str = ""
    quoted: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ScanReport:
    """An engine's answer over a set of files. A file neither in `scanned` nor in `not_analysed` was not looked at."""

    sightings: tuple[Sighting, ...]
    scanned: frozenset[RepoPath]
    not_analysed: tuple[NotAnalysed, ...] = ()
