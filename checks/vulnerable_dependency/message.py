"""What a person reads about a vulnerable package, and the line that would repair it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.finding import Fix
from checks.core.place import Location
from checks.vulnerable_dependency.weight import LIKELY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checks.core.dependency import Advisory, Package
    from checks.vulnerable_dependency.introduced import Place

MAX_NAMED = 8
MAX_IDS = 3


def about(package: Package, advisories: Sequence[Advisory], advice: str, differing: Sequence[str], *, for_development: bool) -> str:
    """One text for all of the package's advisories: what they are, what to do about them, what the sources disagree about."""
    named = "; ".join(_one(each) for each in advisories[:MAX_NAMED])
    more = f"; and {len(advisories) - MAX_NAMED} more" if len(advisories) > MAX_NAMED else ""
    parts = [f"{package.name} {package.version} is named by {_count(advisories)}: {named}{more}."]
    if any(each.known_exploited for each in advisories):
        parts.append("It is known to be used in attacks.")
    elif (likelihood := max((each.exploit_likelihood or 0 for each in advisories), default=0)) >= LIKELY:
        parts.append(f"Attacks are likely: {likelihood:.0%} within 30 days (EPSS).")
    if for_development:
        parts.append("Only people who work on the project use it.")
    malicious = any(each.malicious for each in advisories)
    parts.append("Remove it, and treat every machine that installed it as compromised." if malicious else advice)
    if differing:
        parts.append(f"pip-audit and the advisory store disagree about {', '.join(differing[:MAX_NAMED])}: please look before acting.")
    return " ".join(part for part in parts if part)


def only_pip_audit(package: Package, ids: Sequence[str]) -> str:
    """The store knows nothing of what pip-audit names."""
    named = ", ".join(ids[:MAX_NAMED])
    return f"{package.name} {package.version}: pip-audit names {named}, the advisory store does not: please look before acting."


def edited(place: Place, clean: str) -> Fix | None:
    """The line with the other version, its operator and quotes kept.

    None where hashes, a lock file or a local build forbid it, or two places of the line could be meant.
    """
    pin = place.pin
    line = place.opened.lines[pin.span.first - 1]
    version = re.escape(pin.package.version)
    # Behind an operator it is the version, wherever it stands; as a text of its own it has to be the only one.
    requirement = re.compile(rf"(={{1,3}}\s*v?){version}(?![\w.+!*-])")
    quoted = re.compile(rf"([>\"':\[=@]\s*v?){version}(?=\s*(?:[<\"'\]:@#]|$))")
    pattern = requirement if requirement.search(line) else quoted
    if not pin.replaceable or "+" in pin.package.version or not (pattern is requirement or len(quoted.findall(line)) == 1):
        return None
    replacement = pattern.sub(lambda found: found.group(1) + clean, line, count=1)
    return Fix(Location(place.opened.path, pin.span), replacement, safe=_major(pin.package.version) == _major(clean))


def _one(advisory: Advisory) -> str:
    aliases = f" ({', '.join(advisory.ids[1:MAX_IDS])})" if len(advisory.ids) > 1 else ""
    if advisory.malicious:
        weight = "malicious"
    elif advisory.informational:
        weight = "informational"
    else:
        weight = "severity unknown" if advisory.severity is None else str(advisory.severity)
    fixed = f", fixed in {advisory.fixed[0]}" if advisory.fixed else ""
    summary = f": {advisory.summary.rstrip('.')}" if advisory.summary else ""
    return f"{advisory.id}{aliases}, {weight}{fixed}{summary}"


def _count(advisories: Sequence[Advisory]) -> str:
    return "one advisory" if len(advisories) == 1 else f"{len(advisories)} advisories"


def _major(version: str) -> str:
    """Epoch and first number."""
    found = re.match(r"[vV]?(\d+!)?(\d+)", version)
    return found.group() if found else version
