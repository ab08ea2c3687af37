"""Where advisories come from, and whether they are fetched without being asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from config.settings import BadSettings, Problem
from config.web_address import address_fault

if TYPE_CHECKING:
    from collections.abc import Mapping

# OSV's own words, for which an order of versions is known.
ECOSYSTEMS = ("PyPI", "npm", "Go", "crates.io", "Maven", "RubyGems", "NuGet", "Packagist", "GitHub Actions", "Hex", "Pub", "SwiftURL")
# Large, and of use only to those whose images install such packages: fetched when they are named.
SYSTEMS = ("Debian", "Ubuntu", "Alpine")
_OSV = "https://osv-vulnerabilities.storage.googleapis.com"
_KEV = "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json"
_EPSS = "https://epss.empiricalsecurity.com/epss_scores-current.csv.gz"
_OFF = "off"


@dataclass(frozen=True, slots=True)
class AdvisorySettings:
    """`automatic`: the worker fetches every few hours. The addresses of `known_exploited` and `scores` are empty when switched off."""

    automatic: bool
    osv: str
    known_exploited: str
    scores: str
    ecosystems: tuple[str, ...]

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Raises `BadSettings`."""
        problems: list[Problem] = []
        told = cls(
            automatic=_automatic(environ, problems),
            osv=_address(environ, "BARTIZAN_ADVISORY_URL", _OSV, problems) or _OSV,
            known_exploited=_address(environ, "BARTIZAN_KEV_URL", _KEV, problems),
            scores=_address(environ, "BARTIZAN_EPSS_URL", _EPSS, problems),
            ecosystems=_ecosystems(environ, problems),
        )
        if problems:
            raise BadSettings(tuple(problems))
        return told


def _automatic(environ: Mapping[str, str], problems: list[Problem]) -> bool:
    text = environ.get("BARTIZAN_ADVISORY_SYNC", "").strip().lower() or _OFF
    if text not in {"on", _OFF}:
        problems.append(Problem("BARTIZAN_ADVISORY_SYNC", f"is {text[:20]!r}", "Write on or off."))
    return text == "on"


def _address(environ: Mapping[str, str], name: str, usual: str, problems: list[Problem]) -> str:
    text = environ.get(name, "").strip() or usual
    if text == _OFF:
        return ""
    fault = address_fault(text)
    if fault:
        problems.append(Problem(name, fault, f"Give an address like {usual}, or {_OFF}."))
    return text


def _ecosystems(environ: Mapping[str, str], problems: list[Problem]) -> tuple[str, ...]:
    named = [part.strip() for part in environ.get("BARTIZAN_ADVISORY_ECOSYSTEMS", "").split(",") if part.strip()]
    known = {each.lower(): each for each in (*ECOSYSTEMS, *SYSTEMS)}
    odd = [each for each in named if each.lower() not in known]
    if odd:
        choice = ", ".join(known.values())
        problems.append(Problem("BARTIZAN_ADVISORY_ECOSYSTEMS", f"names {odd[0][:40]!r}", f"Choose from {choice}, with commas between."))
    return tuple(dict.fromkeys(known[each.lower()] for each in named if each.lower() in known)) or ECOSYSTEMS
