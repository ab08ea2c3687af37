"""What a statement means beside those that were there before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.severity import Severity
from checks.dependency_source import rules
from checks.dependency_source.stated import Kind
from checks.manifests.values import address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from checks.core.place import Span
    from checks.core.rule import Rule
    from checks.dependency_source.stated import Stated

_INDEXES = frozenset({Kind.INDEX, Kind.EXTRA, Kind.SCOPED, Kind.LOCKED})
_MOVING = {
    Kind.BRANCH: (Severity.MEDIUM, "a branch, which holds something else tomorrow"),
    Kind.TAG: (Severity.LOW, "a tag, which its owner may move"),
    Kind.ARCHIVE: (Severity.LOW, "an archive without a digest, which its owner may replace"),
}
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Sight:
    """A rule that a statement meets, on its line."""

    rule: Rule
    span: Span
    message: str
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Servers that the project used before: all, and those of its lock files."""

    hosts: AbstractSet[str] = frozenset()
    locked: AbstractSet[str] = frozenset()


def sights(stated: Stated, known: Known, *, locked: bool) -> Iterator[Sight]:
    """`locked`: a lock file of the project keeps the state that a moving address had."""
    shown = _code(address(stated.address))
    if stated.kind is Kind.UNVERIFIED and stated.local:
        return
    if stated.kind is Kind.UNVERIFIED:
        said = f"{_code(stated.of)} switches off the check of the certificate of {shown}: whoever is on the way can send other packages."
        yield Sight(rules.UNVERIFIED, stated.span, said)
        return
    if stated.secret:
        said = f"The address of {_code(stated.host)} holds a credential: everybody who reads the file has it."
        yield Sight(rules.CREDENTIALS, stated.span, said)
    if stated.plain and stated.kind is not Kind.FIXED:
        said = f"Packages are fetched from {_code(stated.host)} without encryption: whoever is on the way can send others."
        yield Sight(rules.PLAIN, stated.span, said, Severity.MEDIUM if stated.kind is Kind.LOCKED else None)
    if stated.kind in _MOVING and not locked:
        severity, what = _MOVING[stated.kind]
        yield Sight(rules.MUTABLE, stated.span, f"{_code(stated.of or 'The package')} comes from {shown} by {what}.", severity)
    if stated.kind in _INDEXES:
        yield from _index(stated, known)


def _index(stated: Stated, known: Known) -> Iterator[Sight]:
    named = bool(stated.host) and "$" not in stated.host
    if stated.kind is Kind.EXTRA and (stated.host or "$" in stated.address):
        said = (
            f"{_code(stated.of)} adds {_code(stated.host or stated.address)} beside another index, and packages are taken from either: "
            "somebody who registers on the one a name that only the other should have may be installed instead."
        )
        yield Sight(rules.EXTRA, stated.span, said)
    elif stated.kind is Kind.INDEX and named and stated.host not in known.hosts:
        weight = Severity.MEDIUM if known.hosts else Severity.LOW
        said = f"{_code(stated.of)} makes all packages come from {_code(stated.host)}: whoever runs it decides which code is installed."
        yield Sight(rules.REGISTRY, stated.span, said, weight)
    elif stated.kind is Kind.LOCKED and known.locked and stated.host not in known.hosts:
        said = (
            f"{_code(stated.of)} is the first package in this lock file that comes from {_code(stated.host)}; before, it named "
            f"{_code(min(known.locked))}. A hash that stands beside it was taken from the same place."
        )
        yield Sight(rules.REGISTRY, stated.span, said)


def _code(words: str) -> str:
    shown = " ".join(words.replace("`", "'").split())[:_SHOWN]
    return f"`{shown}`"
