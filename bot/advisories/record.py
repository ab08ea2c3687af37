"""An advisory as facts: what matching, grouping and fixing need, free of OSV's JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.severity import Severity


class Kind(IntEnum):
    """What a record is about; the numbers are those of the store."""

    VULNERABILITY = 0
    MALWARE = 1
    INFORMATIONAL = 2


@dataclass(frozen=True, slots=True)
class Range:
    """(`introduced` | `fixed` | `last_affected` | `limit`, version) pairs, sorted by version."""

    events: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Affected:
    """One `affected` entry. `versions` are in the canonical spelling; `ecosystem` keeps a registry suffix (`Maven:https://…`)."""

    ecosystem: str
    name: str
    ranges: tuple[Range, ...]
    versions: frozenset[str]
    word: Severity | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One advisory. `aliases`: also the CVEs that its `upstream` names.

    `word`: the severity its publisher states; `score`: its CVSS base score, 0 to 10.
    """

    id: str
    modified: str
    published: str
    withdrawn: str
    kind: Kind
    aliases: frozenset[str]
    summary: str
    affected: tuple[Affected, ...]
    word: Severity | None = None
    score: float | None = None
    vector: str = ""

    @property
    def ids(self) -> frozenset[str]:
        """Its own id and its aliases."""
        return self.aliases | {self.id}
