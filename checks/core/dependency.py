"""Packages, the advisories that name them, and the ports that know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from checks.core.severity import Severity


class Scope(StrEnum):
    """When a package is there: where the project runs, where people work on it, only if asked for, or while it is built."""

    PRODUCTION = auto()
    DEVELOPMENT = auto()
    OPTIONAL = auto()
    BUILD = auto()


@dataclass(frozen=True, slots=True, order=True)
class Package:
    """A released package. `ecosystem` is OSV's word (`PyPI`, `npm`, …); `name` is canonical for it; `version` is exact."""

    ecosystem: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Advisory:
    """One known defect of a package, merged over its aliases. `severity` None: the record states none.

    `ids` holds every alias, the CVE first where there is one; `fixed` are versions that repair it, ascending;
    `exploit_likelihood` is FIRST's estimate (EPSS) that it is used in attacks within 30 days, from 0 to 1, None where there is none.
    """

    ids: tuple[str, ...]
    package: Package
    summary: str
    severity: Severity | None
    fixed: tuple[str, ...] = ()
    malicious: bool = False
    informational: bool = False
    known_exploited: bool = False
    exploit_likelihood: float | None = None

    @property
    def id(self) -> str:
        """The name people know it by."""
        return self.ids[0]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Which advisories were asked: the newest change among them, when they were imported, how many per ecosystem."""

    as_of: datetime
    imported: datetime
    counts: tuple[tuple[str, int], ...]


class AdvisoriesUnavailable(Exception):
    """There is no usable advisory store; the message says what to do."""


class Advisories(Protocol):
    """The local advisory store. Every method raises `AdvisoriesUnavailable` when it cannot answer."""

    def affecting(self, package: Package) -> Sequence[Advisory]:
        """Advisories that hold for exactly that version, withdrawn ones left out."""
        ...

    def first_clean(self, package: Package) -> str | None:
        """The lowest later release known to the advisories that none of them names; None when there is none."""
        ...

    def first_without(self, package: Package, ids: AbstractSet[str]) -> str | None:
        """The lowest later release known to the advisories that none of those with these ids names; others may still name it."""
        ...

    def snapshot(self) -> Snapshot:
        """Which advisories these are."""
        ...
