"""Records of one package that are about the same defect, made into one advisory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.advisories.cvss import band
from bot.advisories.fixes import repairs
from bot.advisories.matching import names
from bot.advisories.record import Kind
from checks.core.dependency import Advisory

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.advisories.record import Record
    from checks.core.dependency import Package
    from checks.core.severity import Severity

# A person looks for the CVE first, then for what GitHub shows, then for the ecosystem's own name.
_FAMILIES = ("CVE-", "GHSA-", "MAL-", "PYSEC-", "GO-", "RUSTSEC-")


def groups(records: Sequence[Record]) -> list[list[Record]]:
    """By equal sets of CVEs; one without any joins the first it shares an id with.

    No transitive closure: single records that list many CVEs would melt unrelated defects into one.
    """
    by_cves: dict[frozenset[str], list[Record]] = {}
    for record in sorted(records, key=lambda record: record.id):
        cves = _cves(record)
        if cves:
            by_cves.setdefault(cves, []).append(record)
    found = list(by_cves.values())
    for record in sorted(records, key=lambda record: record.id):
        if not _cves(record):
            kin = next((group for group in found if any(record.ids & other.ids for other in group)), None)
            if kin is None:
                found.append([record])
            else:
                kin.append(record)
    return found


def advisory(
    package: Package, group: Sequence[Record], exploited: Collection[str], doubted: Collection[str], likelihood: float | None = None
) -> Advisory:
    """What the group says about the package's version.

    `exploited`: CVEs known to be used in attacks; `doubted`: ids of records that their own database has withdrawn;
    `likelihood`: the highest estimate that one of its CVEs will be used.
    """
    ids = sorted(frozenset().union(*(record.ids for record in group)), key=_rank)
    about = min(group, key=lambda record: (record.kind is not Kind.MALWARE, not record.summary, _rank(record.id)))
    malicious = any(record.kind is Kind.MALWARE and not record.ids & frozenset(doubted) for record in group)
    serious = malicious or any(record.kind is Kind.VULNERABILITY for record in group)
    return Advisory(
        ids=tuple(ids),
        package=package,
        summary=about.summary,
        severity=_severity(group, package.version),
        fixed=repairs(package.ecosystem, package.version, group),
        malicious=malicious,
        informational=not serious,
        known_exploited=any(each in exploited for each in ids),
        exploit_likelihood=likelihood,
    )


def _severity(group: Sequence[Record], version: str) -> Severity | None:
    """The highest stated word, else the highest base score's; an entry that names the version overrides its record."""
    words: list[Severity] = []
    scores: list[float] = []
    for record in group:
        mine = [entry for entry in record.affected if names(entry, version)]
        words += [entry.word for entry in mine if entry.word is not None] or ([record.word] if record.word is not None else [])
        scores += [entry.score for entry in mine if entry.score is not None] or ([record.score] if record.score is not None else [])
    if words:
        return max(words)
    return band(max(scores)) if scores else None


def _cves(record: Record) -> frozenset[str]:
    return frozenset(each for each in record.ids if each.startswith("CVE-"))


def _rank(identity: str) -> tuple[int, str]:
    return (next((place for place, family in enumerate(_FAMILIES) if identity.startswith(family)), len(_FAMILIES)), identity)
