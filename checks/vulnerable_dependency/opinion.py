"""pip-audit as a second opinion on the Python packages that arrive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.dependency import AdvisoriesUnavailable
from checks.core.scene import ToolFailed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checks.core.dependency import Advisory, Package
    from checks.core.scene import Tools


@dataclass(frozen=True, slots=True)
class Opinion:
    """What pip-audit said about each package it was asked. `failed`: why it said nothing at all."""

    named: Mapping[Package, frozenset[str]]
    failed: str = ""

    def differs(self, package: Package, advisories: Iterable[Advisory]) -> tuple[str, ...]:
        """Ids that one of the two names and the other does not; nothing where it was not heard."""
        heard = self.named.get(package)
        if heard is None:
            return ()
        theirs = {each.upper() for each in heard}
        own = list(advisories)
        missed = [each.id for each in own if not each.malicious and theirs.isdisjoint(name.upper() for name in each.ids)]
        ours = {name.upper() for each in own for name in each.ids}
        return (*missed, *sorted(heard_id for heard_id in heard if heard_id.upper() not in ours))

    def unheard(self, packages: Iterable[Package]) -> list[Package]:
        """Python packages about which it gave no answer."""
        return [each for each in packages if each.ecosystem == "PyPI" and each not in self.named]


def second_opinion(tools: Tools, packages: Iterable[Package]) -> Opinion:
    """Asked once for all of them."""
    asked = sorted({each for each in packages if each.ecosystem == "PyPI"})
    if not asked:
        return Opinion({})
    try:
        return Opinion(dict(tools.audit(asked)))
    except (ToolFailed, AdvisoriesUnavailable) as reason:
        return Opinion({}, str(reason) or "it failed without a word")
