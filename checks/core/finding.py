"""A defect at a place, with the identity that survives the lines moving around it."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.core.dependency import Advisory
    from checks.core.place import Location, Span
    from checks.core.rule import Rule
    from checks.core.severity import Confidence, Severity

FINGERPRINT_VERSION = "v1"


@dataclass(frozen=True, slots=True)
class LineEdit:
    """Text that replaces lines entirely (empty: they go), its own lines parted by a line feed whatever the file uses."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Text that replaces the lines of `location` entirely (empty: they go). `safe`: right without a human's thought.

    `further` are edits that belong to it elsewhere in the same file, such as an import; `command` does the same at a prompt.
    """

    location: Location
    replacement: str
    safe: bool = False
    further: tuple[LineEdit, ...] = ()
    command: str = ""

    @property
    def edits(self) -> tuple[LineEdit, ...]:
        """All of it, in no order; nothing when the location names no lines."""
        span = self.location.span
        return (LineEdit(span, self.replacement), *self.further) if span else ()


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains the first, such as where untrusted text comes in."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect. `excerpt` is the matched code from our own bytes; `ordinal` counts findings with one fingerprint from the top.

    `severity` and `confidence` override the rule's when this occurrence differs from the rule's usual case. `advisories`: those that
    name the package, when the finding is about one. `witnesses`: the ids of other rules that say the same of the same line.
    """

    rule: Rule
    location: Location
    message: str
    excerpt: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    ordinal: int = 0
    severity_here: Severity | None = None
    confidence_here: Confidence | None = None
    advisories: tuple[Advisory, ...] = ()
    witnesses: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """How bad this occurrence is."""
        return self.rule.severity if self.severity_here is None else self.severity_here

    @property
    def confidence(self) -> Confidence:
        """How sure this occurrence is."""
        return self.rule.confidence if self.confidence_here is None else self.confidence_here

    @property
    def fingerprint(self) -> str:
        """Identity across pushes: rule, path and code without its layout, but no line. Equal code in a file shares it."""
        return _digest(self.rule.id, self.location.path.text, self._code)

    @property
    def kinship(self) -> str:
        """The fingerprint without the path: what a finding keeps when its file is renamed."""
        return _digest(self.rule.id, self._code)

    @property
    def identity(self) -> str:
        """Unique within a report: the fingerprint, with a number from the second of its bearers on."""
        return f"{self.fingerprint}:{self.ordinal + 1}" if self.ordinal else self.fingerprint

    @property
    def line(self) -> int:
        """Where it begins; 0 when it concerns the whole file."""
        return self.location.span.first if self.location.span else 0

    @property
    def _code(self) -> str:
        return "\n".join(filter(None, (" ".join(line.split()) for line in self.excerpt.splitlines())))


def _digest(*parts: str) -> str:
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace"))
    return f"{FINGERPRINT_VERSION}:{digest.hexdigest()[:32]}"


def _place(finding: Finding) -> tuple[str, int, int, str]:
    span = finding.location.span
    return (finding.location.path.text, span.first if span else 0, span.last if span else 0, finding.rule.id)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by place, drop exact repetitions and number those that would otherwise share a fingerprint."""
    seen: Counter[str] = Counter()
    numbered: dict[tuple[object, ...], Finding] = {}
    for finding in sorted(findings, key=_place):
        key = (_place(finding), finding.message)
        if key in numbered:
            continue
        first = replace(finding, ordinal=0)
        numbered[key] = replace(finding, ordinal=seen[first.fingerprint])
        seen[first.fingerprint] += 1
    return tuple(numbered.values())
